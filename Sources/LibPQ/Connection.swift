internal import CLibPQ
internal import Dispatch

/// A connection to a PostgreSQL server.
///
/// libpq blocks, so each connection has a serial queue of its own on which all calls are made; no thread
/// of the cooperative pool ever waits for a server. Statements given at the same time run one after the
/// other. Where the task that waits for a statement is cancelled, the statement is cancelled on the
/// server and `CancellationError` is thrown.
package final class Connection: Sendable {
  private let queue = DispatchQueue(label: "LibPQ.Connection")
  private let wire: Wire
  private let cancelRequests = CancelRequests()

  /// How long a cancelled statement, and the request to cancel it, may take before the connection is given
  /// up, in seconds.
  private static let patienceAfterCancel = 3.0

  private init(onNotice: (@Sendable (ServerMessage) -> Void)?) {
    wire = Wire(notices: NoticeReceiver(onNotice))
  }

  /// Connects.
  ///
  /// - Parameters:
  ///   - dsn: Where to, and as whom.
  ///   - timeout: How long this may take, over all hosts.
  ///   - onNotice: Receives notices and warnings, on a thread of the connection's own.
  /// - Returns: The open connection.
  /// - Throws: ``PostgresError`` with code `connectionFailed` or `timedOut`, and `CancellationError`.
  package static func open(
    _ dsn: DSN, timeout: Duration = .seconds(10), onNotice: (@Sendable (ServerMessage) -> Void)? = nil
  ) async throws -> Connection {
    let connection = Connection(onNotice: onNotice)
    let encoded = dsn.replacing(["client_encoding": "UTF8"])
    let deadline = ContinuousClock.now + timeout
    try await connection.run { wire, cancelRequests, ticket in
      try wire.open(encoded) {
        cancelRequests.secondsSinceCancel(ticket) != nil || ContinuousClock.now > deadline
      }
      cancelRequests.take(PQgetCancel(try wire.opened()))
    }
    return connection
  }

  /// Runs one statement, with parameters `$1`, `$2` … in text format.
  ///
  /// - Throws: ``PostgresError``, `CancellationError`.
  package func query(_ sql: String, _ parameters: [String?] = []) async throws -> QueryResult {
    try await exclusively { try $0.query(sql, parameters) }
  }

  /// Runs a text that may hold several statements: one implicit transaction, unless they say otherwise.
  ///
  /// Source: PostgreSQL manual, "Multiple Statements in a Simple Query".
  ///
  /// - Throws: ``PostgresError``, `CancellationError`.
  @discardableResult
  package func execute(_ script: String) async throws -> [QueryResult] {
    try await exclusively { try $0.execute(script) }
  }

  /// Runs a `COPY … FROM STDIN` with this data.
  ///
  /// - Throws: ``PostgresError``, `CancellationError`.
  @discardableResult
  package func copyIn(_ statement: String, _ bytes: [UInt8]) async throws -> QueryResult {
    try await exclusively { try $0.copyIn(statement, bytes) }
  }

  /// Runs a `COPY … TO STDOUT` and gives back its data.
  ///
  /// - Throws: ``PostgresError``, `CancellationError`.
  package func copyOut(_ statement: String) async throws -> [UInt8] {
    try await exclusively { try $0.copyOut(statement) }
  }

  /// Does a piece of work that takes several statements, with nobody's statements in between.
  ///
  /// It runs as a whole on the connection's own thread, so nobody waits there but for the server: many short statements
  /// take much less time than one by one.
  ///
  /// - Throws: What the work throws, and `CancellationError`.
  package func exclusively<Result: Sendable>(
    _ work: @escaping @Sendable (ExclusiveConnection) throws -> Result
  ) async throws -> Result {
    try await run { wire, cancelRequests, ticket in
      try work(ExclusiveConnection(wire: wire, givesUp: Self.patience(cancelRequests, ticket)))
    }
  }

  /// The same without waiting for it; it can't be cancelled.
  ///
  /// - Parameter completion: Told what the work came to, on the connection's own thread.
  package func enqueue<Result>(
    _ work: @escaping @Sendable (ExclusiveConnection) throws -> Result,
    completion: @escaping @Sendable (Swift.Result<Result, any Error>) -> Void
  ) {
    queue.async { [wire] in
      completion(Swift.Result { try work(ExclusiveConnection(wire: wire) { false }) })
    }
  }

  /// The same for a thread that may wait, such as that of another connection.
  ///
  /// - Parameters:
  ///   - timeout: How long the server may take; after that the connection is closed.
  ///   - eagerness: How long the thread looks for an answer, letting others go first, before it sleeps. To be woken takes
  ///     longer than most short statements do: on a virtual machine 60 µs of the 100 of a round trip.
  /// - Throws: What the work throws.
  package func exclusivelyHere<Result>(
    timeout: Duration, eagerness: Duration = .zero, _ work: (ExclusiveConnection) throws -> Result
  ) throws -> Result {
    try queue.sync {
      wire.eagerness = eagerness
      defer { wire.eagerness = .zero }
      let deadline = ContinuousClock.now + timeout
      return try work(ExclusiveConnection(wire: wire) { ContinuousClock.now > deadline })
    }
  }

  /// An identifier in the quotes it needs, by `PQescapeIdentifier`.
  package func quoted(identifier: String) async throws -> String {
    try await escape(identifier, PQescapeIdentifier)
  }

  /// A literal in the quotes it needs, by `PQescapeLiteral`; for statements that take no parameters.
  package func quoted(literal: String) async throws -> String {
    try await escape(literal, PQescapeLiteral)
  }

  /// What the connection is in fact using, defaults, files of services and files of passwords included.
  package func resolved() async throws -> DSN {
    try await run { wire, _, _ in
      let connection = try wire.opened()
      guard let options = PQconninfo(connection) else {
        throw PostgresError(code: .connectionLost, message: wire.errorMessage)
      }
      defer { PQconninfoFree(options) }
      // A password from a file is none of the options.
      guard let password = PQpass(connection).map({ String(cString: $0) }), !password.isEmpty else {
        return DSN(options)
      }
      return DSN(options).replacing(["password": password])
    }
  }

  /// The host and the port that were connected to, of several that a DSN may name.
  ///
  /// Source: PostgreSQL manual, "Connection Status Functions".
  package func address() async throws -> (host: String, port: String) {
    try await run { wire, _, _ in
      let connection = try wire.opened()
      guard let host = PQhost(connection), let port = PQport(connection) else {
        throw PostgresError(code: .connectionLost, message: wire.errorMessage)
      }
      return (String(cString: host), String(cString: port))
    }
  }

  /// The server's version as libpq counts it: 150018 for 15.18.
  package var serverVersion: Int {
    get async throws { try await run { wire, _, _ in Int(PQserverVersion(try wire.opened())) } }
  }

  /// The number of the server process that the server told at the beginning.
  package var processAnnounced: Int32 {
    get async throws { try await run { wire, _, _ in PQbackendPID(try wire.opened()) } }
  }

  /// True while a transaction is open, failed ones included.
  package var isInTransaction: Bool {
    get async throws {
      try await run { wire, _, _ in PQtransactionStatus(try wire.opened()) != PQTRANS_IDLE }
    }
  }

  /// True while the connection is there, as far as is known without asking the server.
  package var isUsable: Bool {
    get async {
      await withCheckedContinuation { continuation in
        queue.async { [wire] in continuation.resume(returning: wire.isOpen) }
      }
    }
  }

  /// Closes the connection, after the statement that runs now; a closed one stays closed.
  package func close() async {
    await withCheckedContinuation { continuation in
      queue.async { [wire] in
        wire.close()
        continuation.resume()
      }
    }
  }

  private func escape(
    _ text: String,
    _ function: @escaping @Sendable (OpaquePointer, UnsafePointer<CChar>, Int) -> UnsafeMutablePointer<CChar>?
  ) async throws -> String {
    try await run { wire, _, _ in try wire.escape(text, function) }
  }

  private static func patience(_ requests: CancelRequests, _ ticket: StatementTicket) -> Wire.GivesUp {
    { requests.secondsSinceCancel(ticket).map { $0 > patienceAfterCancel } ?? false }
  }

  /// Does a piece of work on the connection's queue, with its own right to be cancelled.
  private func run<Result: Sendable>(
    _ work: @escaping @Sendable (Wire, CancelRequests, StatementTicket) throws -> Result
  ) async throws -> Result {
    let ticket = StatementTicket()
    return try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        queue.async { [wire, cancelRequests] in
          continuation.resume(
            with: Swift.Result {
              guard cancelRequests.begin(ticket) else { throw CancellationError() }
              defer {
                if !cancelRequests.end(ticket, patience: Self.patienceAfterCancel) { wire.close() }
              }
              do {
                return try work(wire, cancelRequests, ticket)
              } catch {
                throw cancelRequests.secondsSinceCancel(ticket) == nil ? error : CancellationError()
              }
            })
        }
      }
    } onCancel: {
      cancelRequests.cancel(ticket)
    }
  }
}

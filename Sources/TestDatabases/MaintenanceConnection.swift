internal import LibPQ
internal import Supervision

/// The connection of a ``Maintenance``, which is made anew where the server broke it off.
///
/// A server that crashed breaks off all connections, and lets nobody in until it has recovered.
actor MaintenanceConnection {
  private let dsn: DSN
  /// Whether the server is still there at all, as far as can be seen from outside.
  private let isServerThere: @Sendable () -> Bool
  /// Whether everything is about to be dropped, so that nothing is to be made any more.
  private let isOver: @Sendable () -> Bool
  private var connection: Connection
  private var reopening: Task<Connection, any Error>?
  /// The session that the connection says to be alive.
  private var session: SessionIdentifier?
  private var isClosed = false
  /// How often it was broken off.
  private(set) var losses = 0
  private var heart: Task<Void, Never>?

  /// How often a session makes sure that it is still said to live.
  private static let heartbeat: Duration = .milliseconds(500)

  /// How long a server may take to let us in again.
  private static let patience: Duration = .seconds(10)

  init(
    _ dsn: DSN, isServerThere: @escaping @Sendable () -> Bool, isOver: @escaping @Sendable () -> Bool
  ) async throws {
    self.dsn = dsn
    self.isOver = isOver
    self.isServerThere = isServerThere
    connection = try await Connection.open(dsn)
  }

  /// The connection; a new one where the one before is known to be broken.
  func current() async throws -> Connection {
    let known = connection
    if isClosed { return known }
    if let reopening { return try await reopening.value }
    if await known.isUsable { return known }
    // Somebody else may have come here meanwhile.
    if connection !== known { return connection }
    if let reopening { return try await reopening.value }
    let task = Task { try await reopened() }
    reopening = task
    defer { reopening = nil }
    return try await task.value
  }

  /// Says on the server that a session lives, until the last of these connections ends.
  ///
  /// - Returns: False where another session has the same number.
  func takeLock(_ session: SessionIdentifier) async throws -> Bool {
    guard try await Self.takeLock(session, on: try await current()) else { return false }
    self.session = session
    beat()
    return true
  }

  /// Goes on saying that the session lives: a connection that has nothing to do finds out only by asking that it was broken
  /// off, and meanwhile others would take the session for dead.
  private func beat() {
    // Before all other work: where that keeps every thread busy for 3 s, others would take the session for dead.
    heart = Task(priority: .high) { [weak self] in
      while !Task.isCancelled {
        try? await Task.sleep(for: Self.heartbeat)
        guard let self else { return }
        if (try? await self.current().query(Statements.nothing)) == nil { _ = try? await self.current() }
      }
    }
  }

  /// Ends it for good.
  func close() async {
    isClosed = true
    heart?.cancel()
    await connection.close()
  }

  private func reopened() async throws -> Connection {
    let deadline = ContinuousClock.now + Self.patience
    while true {
      // Who settles what the session leaves has broken the connection off, and looks for databases but once.
      if isOver() { throw PostgresError(code: .connectionLost, message: "the run is ending") }
      do {
        let opened = try await Connection.open(dsn)
        if isOver() {
          await opened.close()
          continue
        }
        // The server may not have noticed yet that the old connection is gone.
        while let session, try await !Self.takeLock(session, on: opened) {
          guard ContinuousClock.now < deadline else { break }
          await uncancellableSleep(.milliseconds(20))
        }
        losses += 1
        connection = opened
        return opened
      } catch let error as PostgresError {
        guard isServerThere(), !isClosed, ContinuousClock.now < deadline else { throw error }
        await uncancellableSleep(.milliseconds(50))
      }
    }
  }

  private static func takeLock(_ session: SessionIdentifier, on connection: Connection) async throws -> Bool {
    try await connection.query(Statements.takeLock, [String(Statements.lockClass), String(session.lockKey)])
      .firstValue == "t"
  }
}

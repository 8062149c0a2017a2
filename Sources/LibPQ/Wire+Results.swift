internal import CLibPQ

#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#endif

/// A result, freed with its last reference.
private final class ResultHandle {
  let pointer: OpaquePointer
  init(_ pointer: OpaquePointer) { self.pointer = pointer }
  deinit { PQclear(pointer) }
  var status: ExecStatusType { PQresultStatus(pointer) }
}

extension Wire {
  /// Sends one statement with parameters, in text format.
  func send(_ sql: String, _ parameters: [String?]) throws {
    for text in [sql] + parameters.compactMap(\.self) { try Wire.refuseNUL(in: text) }
    let values = parameters.map { $0.map { strdup($0) } }
    defer { values.forEach { free($0 ?? nil) } }
    let pointers = values.map { UnsafePointer($0 ?? nil) }
    let sent = PQsendQueryParams(try opened(), sql, Int32(parameters.count), nil, pointers, nil, nil, 0)
    if sent == 0 { throw failure() }
  }

  /// Sends a text that may hold several statements.
  func send(script: String) throws {
    try Wire.refuseNUL(in: script)
    if PQsendQuery(try opened(), script) == 0 { throw failure() }
  }

  /// To libpq a text ends at its first NUL: what follows would be left out without a word.
  static func refuseNUL(in text: String) throws {
    // In a debug build this is many times as fast as `contains`, and every statement comes by here.
    var text = text
    let hasNUL = text.withUTF8 { bytes in bytes.baseAddress.map { memchr($0, 0, bytes.count) != nil } ?? false }
    if hasNUL {
      throw PostgresError(code: .statementFailed, message: "a text with a NUL character can't be sent")
    }
  }

  /// A text in quotes, by one of libpq's functions.
  func escape(
    _ text: String, _ function: (OpaquePointer, UnsafePointer<CChar>, Int) -> UnsafeMutablePointer<CChar>?
  ) throws -> String {
    try Wire.refuseNUL(in: text)
    guard let escaped = function(try opened(), text, text.utf8.count) else {
      throw PostgresError(code: .statementFailed, message: errorMessage)
    }
    defer { PQfreemem(escaped) }
    return String(cString: escaped)
  }

  /// Reads everything the server answers to what was sent.
  ///
  /// - Parameter copies: The data for each `COPY … FROM STDIN` among the statements.
  /// - Throws: the first error among the answers, after the last of them has been read.
  func results(copies: [ArraySlice<UInt8>] = [], givesUp: GivesUp) throws -> [QueryResult] {
    var answers: [QueryResult] = []
    var copies = copies[...]
    var firstError: PostgresError?
    while let result = try nextResult(givesUp: givesUp) {
      switch result.status {
      case PGRES_COPY_IN where !copies.isEmpty:
        try writeCopy(copies.removeFirst())
      case PGRES_COPY_IN:
        let reason = "COPY … FROM STDIN has no data here"
        firstError = firstError ?? PostgresError(code: .copyFailed, message: reason)
        if PQputCopyEnd(try opened(), reason) != 1 { throw failure() }
      case PGRES_COPY_OUT, PGRES_COPY_BOTH:
        let reason = "COPY … TO STDOUT has no reader here"
        firstError = firstError ?? PostgresError(code: .copyFailed, message: reason)
        try readCopy(givesUp: givesUp) { _ in }
      case PGRES_FATAL_ERROR, PGRES_BAD_RESPONSE, PGRES_NONFATAL_ERROR:
        firstError = firstError ?? failure(result)
      default:
        if firstError == nil { answers.append(QueryResult(result.pointer)) }
      }
    }
    guard var firstError else { return answers }
    firstError.completedCommands = answers.map(\.commandTag).filter { !$0.isEmpty }
    throw firstError
  }

  /// Starts a COPY, and hands over to `transfer` once the server is ready for it.
  func copy(
    _ statement: String, direction: ExecStatusType, givesUp: GivesUp, transfer: () throws -> Void
  ) throws -> QueryResult {
    try send(script: statement)
    guard let first = try nextResult(givesUp: givesUp) else { throw failure() }
    guard first.status == direction else {
      let error =
        PQresultErrorMessage(first.pointer).pointee == 0
        ? PostgresError(code: .copyFailed, message: "the statement starts no such COPY: \(statement)")
        : failure(first)
      _ = try? results(givesUp: givesUp)
      throw error
    }
    try transfer()
    guard let last = try results(givesUp: givesUp).last else { throw failure() }
    return last
  }

  /// Sends the data of a COPY that was started.
  func writeCopy(_ bytes: ArraySlice<UInt8>) throws {
    let connection = try opened()
    // What stays in the processor's cache on its way; measured: 1 MB takes a tenth longer, and so do 8 kB.
    let piece = 1 << 15
    bytes.withUnsafeBytes { buffer in
      for start in stride(from: 0, to: buffer.count, by: piece) {
        let count = min(piece, buffer.count - start)
        let address = buffer.baseAddress?.advanced(by: start).assumingMemoryBound(to: CChar.self)
        // A COPY that the server ended early is not an error here: the result that follows says why.
        if PQputCopyData(connection, address, Int32(count)) != 1 { break }
      }
    }
    if PQputCopyEnd(connection, nil) != 1, !isOpen { throw failure() }
  }

  /// Reads the data of a COPY that was started.
  func readCopy(givesUp: GivesUp, _ receive: (UnsafeRawBufferPointer) -> Void) throws {
    while true {
      var buffer: UnsafeMutablePointer<CChar>?
      let count = PQgetCopyData(try opened(), &buffer, 1)
      switch count {
      case 0: try readInput(givesUp: givesUp)
      case 1...:
        receive(UnsafeRawBufferPointer(start: buffer, count: Int(count)))
        PQfreemem(buffer)
      default: return
      }
    }
  }

  private func nextResult(givesUp: GivesUp) throws -> ResultHandle? {
    let connection = try opened()
    while PQflush(connection) == 1 {
      try wait(for: Int16(POLLIN | POLLOUT), givesUp: givesUp)
      _ = PQconsumeInput(connection)
    }
    while PQisBusy(connection) == 1 { try readInput(givesUp: givesUp) }
    return PQgetResult(connection).map(ResultHandle.init)
  }

  private func readInput(givesUp: GivesUp) throws {
    try wait(for: Int16(POLLIN), givesUp: givesUp)
    if PQconsumeInput(try opened()) == 0 {
      // What had arrived before the connection went may say why; PQgetResult hands it out.
      if PQisBusy(try opened()) == 1 { throw failure() }
    }
  }

  private func failure(_ result: ResultHandle) -> PostgresError {
    let server = ServerMessage(result.pointer)
    var text = String(cString: PQresultErrorMessage(result.pointer))
    while text.last?.isNewline == true { text.removeLast() }
    // After a FATAL the server hangs up, whether or not that was noticed yet.
    let goesOn = isOpen && server?.severity == "ERROR"
    return PostgresError(code: goesOn ? .statementFailed : .connectionLost, message: text, server: server)
  }

  private func failure() -> PostgresError {
    PostgresError(code: isOpen ? .statementFailed : .connectionLost, message: errorMessage)
  }
}

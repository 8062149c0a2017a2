internal import CLibPQ

/// A connection that a piece of work has for itself: its calls wait for the server, on the thread that the work runs on.
///
/// See ``Connection/exclusively(_:)``.
package struct ExclusiveConnection {
  let wire: Wire
  let givesUp: Wire.GivesUp

  /// Runs one statement, with parameters `$1`, `$2` … in text format.
  ///
  /// - Throws: ``PostgresError``.
  package func query(_ sql: String, _ parameters: [String?] = []) throws -> QueryResult {
    try wire.send(sql, parameters)
    guard let result = try wire.results(givesUp: givesUp).last else {
      throw PostgresError(code: .connectionLost, message: wire.errorMessage)
    }
    return result
  }

  /// Runs a text that may hold several statements: one implicit transaction, unless they say otherwise.
  ///
  /// Source: PostgreSQL manual, "Multiple Statements in a Simple Query".
  ///
  /// - Parameter copies: The data for each `COPY … FROM STDIN` in the text.
  /// - Throws: ``PostgresError``.
  @discardableResult
  package func execute(_ script: String, copies: [[UInt8]] = []) throws -> [QueryResult] {
    try wire.send(script: script)
    return try wire.results(copies: copies.map { $0[...] }, givesUp: givesUp)
  }

  /// Runs a text that ends with a `COPY … FROM STDIN`, with this data, which is a part of something larger.
  ///
  /// - Throws: ``PostgresError``.
  package func execute(_ script: String, data: ArraySlice<UInt8>) throws -> [QueryResult] {
    try wire.send(script: script)
    return try wire.results(copies: [data], givesUp: givesUp)
  }

  /// Runs a `COPY … FROM STDIN` with this data.
  ///
  /// - Throws: ``PostgresError``.
  @discardableResult
  package func copyIn(_ statement: String, _ bytes: [UInt8]) throws -> QueryResult {
    try wire.copy(statement, direction: PGRES_COPY_IN, givesUp: givesUp) { try wire.writeCopy(bytes[...]) }
  }

  /// Runs a `COPY … TO STDOUT` and gives back its data.
  ///
  /// - Throws: ``PostgresError``.
  package func copyOut(_ statement: String) throws -> [UInt8] {
    var bytes: [UInt8] = []
    _ = try wire.copy(statement, direction: PGRES_COPY_OUT, givesUp: givesUp) {
      try wire.readCopy(givesUp: givesUp) { bytes.append(contentsOf: $0) }
    }
    return bytes
  }

  /// An identifier in the quotes it needs, by `PQescapeIdentifier`.
  package func quoted(identifier: String) throws -> String { try wire.escape(identifier, PQescapeIdentifier) }

  /// A literal in the quotes it needs, by `PQescapeLiteral`; for statements that take no parameters.
  package func quoted(literal: String) throws -> String { try wire.escape(literal, PQescapeLiteral) }

  /// Ends the connection; doing so again does nothing.
  package func close() { wire.close() }

  /// True while a transaction is open, failed ones included.
  package var isInTransaction: Bool {
    get throws { PQtransactionStatus(try wire.opened()) != PQTRANS_IDLE }
  }
}

internal import CBenchmarkPostgres

/// A connection, used as directly as libpq allows: what the measured things are compared with.
public final class PostgresConnection {
  private let handle: OpaquePointer?

  /// Connects.
  ///
  /// - Throws: ``PostgresFailure``.
  public init(_ dsn: String) throws {
    handle = PQconnectdb(dsn)
    guard PQstatus(handle) == CONNECTION_OK else { throw failure() }
  }

  deinit { PQfinish(handle) }

  /// Runs any number of statements in one round trip; gives the rows of the last.
  ///
  /// - Throws: ``PostgresFailure``.
  @discardableResult
  public func run(_ sql: String) throws -> [[String]] {
    let result = PQexec(handle, sql)
    defer { PQclear(result) }
    let status = PQresultStatus(result)
    guard status == PGRES_TUPLES_OK || status == PGRES_COMMAND_OK else { throw failure() }
    return (0..<PQntuples(result)).map { row in
      (0..<PQnfields(result)).map { PQgetvalue(result, row, $0).map { String(cString: $0) } ?? "" }
    }
  }

  private func failure() -> PostgresFailure { PostgresFailure(message: String(cString: PQerrorMessage(handle))) }
}

/// What the server said against a connection or a statement.
public struct PostgresFailure: Error, CustomStringConvertible {
  let message: String
  /// Its message.
  public var description: String { message }
}

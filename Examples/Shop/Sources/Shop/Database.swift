import CShopPostgres

/// A connection to PostgreSQL.
///
/// It is not `Sendable`: libpq allows one statement at a time, and so the compiler sees to it that a connection
/// stays with the task that opened it.
public final class Database {
  private var connection: OpaquePointer?

  /// Connects to the server and database that a DSN names.
  ///
  /// - Parameter dsn: A connection string of libpq's, `postgresql://…` or `host=… dbname=…`.
  /// - Throws: ``DatabaseError`` where the server is away or says no.
  public init(dsn: String) throws {
    let connection = PQconnectdb(dsn)
    guard PQstatus(connection) == CONNECTION_OK else {
      let message = String(cString: PQerrorMessage(connection))
      PQfinish(connection)
      throw DatabaseError(message)
    }
    self.connection = connection
    // The columns are `timestamp`, without a zone: this makes now() write UTC into them, wherever the server is.
    try execute("SET TIME ZONE 'UTC'")
  }

  deinit {
    close()
  }

  /// Closes the connection; once is enough, twice does no harm.
  public func close() {
    PQfinish(connection)
    connection = nil
  }

  /// Runs one statement and returns its rows.
  ///
  /// - Parameters:
  ///   - sql: The statement, with `$1`, `$2`, … for the parameters.
  ///   - parameters: Their values; nil is NULL.
  /// - Returns: The rows of a query or of a RETURNING clause, else none.
  /// - Throws: ``DatabaseError`` with the SQLSTATE of what went wrong.
  @discardableResult
  public func execute(_ sql: String, _ parameters: [(any PostgresValue)?] = []) throws -> [Row] {
    guard let connection else { throw DatabaseError("the connection is closed") }
    let values = parameters.map { $0?.postgresText }
    let result = withCStrings(values) { pointers in
      PQexecParams(connection, sql, Int32(pointers.count), nil, pointers, nil, nil, 0)
    }
    defer { PQclear(result) }
    switch PQresultStatus(result) {
    case PGRES_TUPLES_OK, PGRES_COMMAND_OK:
      return (0..<PQntuples(result)).map { Row(result, at: $0) }
    default:
      func field(_ code: ShopDiagnostic) -> String? {
        PQresultErrorField(result, Int32(code.rawValue)).map { String(cString: $0) }
      }
      throw DatabaseError(
        field(SHOP_DIAG_MESSAGE) ?? String(cString: PQerrorMessage(connection)),
        sqlState: field(SHOP_DIAG_SQLSTATE).map(SQLState.init(rawValue:)),
        constraint: field(SHOP_DIAG_CONSTRAINT))
    }
  }

  /// Runs statements that hold together or not at all.
  ///
  /// - Parameter body: What to do; an error that it throws rolls all of it back.
  /// - Returns: What `body` returns, once it is committed.
  /// - Throws: What `body` throws, or ``DatabaseError``.
  public func transaction<Value>(_ body: () throws -> Value) throws -> Value {
    try execute("BEGIN")
    do {
      let value = try body()
      try execute("COMMIT")
      return value
    } catch {
      // The first error is the one to tell: should this fail too, the connection is gone, and with it the
      // transaction.
      _ = try? execute("ROLLBACK")
      throw error
    }
  }
}

/// Lends C strings of `values`, nil for nil, for as long as `body` runs.
private func withCStrings<Result>(
  _ values: [String?], _ body: ([UnsafePointer<CChar>?]) -> Result
) -> Result {
  func lend(_ rest: ArraySlice<String?>, _ pointers: [UnsafePointer<CChar>?]) -> Result {
    guard let value = rest.first else { return body(pointers) }
    guard let value else { return lend(rest.dropFirst(), pointers + [nil]) }
    return value.withCString { lend(rest.dropFirst(), pointers + [$0]) }
  }
  return lend(values[...], [])
}

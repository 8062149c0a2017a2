import Foundation

/// One connection to PostgreSQL, for any number of tasks.
///
/// libpq waits for the server's answer, so the actor runs on a queue of its own: requests wait their turn without
/// holding a thread that others need. A service with more to do has several of these.
public actor Database {
  private let executor = QueueExecutor(label: "Todos.Database")
  private var connection: Connection?

  /// The queue that it runs on.
  public nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

  private init() {}

  /// Connects to the server and database that a DSN names.
  ///
  /// - Parameter dsn: A connection string of libpq's, `postgres://…` or `host=… dbname=…`.
  /// - Returns: The open connection.
  /// - Throws: ``DatabaseError`` where the server is away or says no.
  public static func connect(dsn: String) async throws -> Database {
    let database = Database()
    try await database.open(dsn)
    return database
  }

  /// Connects to the database that the variable `POSTGRES_DSN` names.
  ///
  /// - Returns: The open connection.
  /// - Throws: ``DatabaseError`` where it is not set, the server is away or says no.
  public static func connectByEnvironment() async throws -> Database {
    guard let dsn = ProcessInfo.processInfo.environment["POSTGRES_DSN"] else {
      throw DatabaseError("POSTGRES_DSN is not set, so there is no database to connect to")
    }
    return try await connect(dsn: dsn)
  }

  private func open(_ dsn: String) throws {
    connection = try Connection(dsn: dsn)
  }

  /// Closes the connection, once what was asked before is done.
  public func close() {
    connection = nil
  }

  /// Runs one statement.
  ///
  /// - Parameters:
  ///   - sql: The statement, with `$1`, `$2`, … for the parameters.
  ///   - parameters: Their values, as text.
  /// - Returns: The rows of a query or of a RETURNING clause, as text, with nil for NULL.
  /// - Throws: ``DatabaseError`` with the SQLSTATE of what went wrong.
  @discardableResult
  public func execute(_ sql: String, _ parameters: [String] = []) throws -> [[String?]] {
    guard let connection else { throw DatabaseError("the connection is closed") }
    return try connection.execute(sql, parameters)
  }
}

internal import LeaseProtocol

extension TestDatabase {
  /// Runs any number of statements, separated by semicolons.
  ///
  /// They run on a connection that is open already, so this is faster than a new connection of the test's own.
  ///
  /// - Parameter sql: The statements.
  /// - Throws: ``TestDatabaseError`` with the SQLSTATE where the database refuses one; `CancellationError`.
  public func execute(_ sql: String) async throws {
    try await LeaseClient.reaching(leases).execute(LeaseRequest.Execute(lease: token, sql: sql))
  }

  /// Runs one statement with parameters.
  ///
  ///     let rows = try await database.query("SELECT name FROM product WHERE id = $1", "7")
  ///
  /// - Parameters:
  ///   - sql: The statement, with `$1`, `$2` … for the parameters.
  ///   - parameters: Their values as text; `nil` for NULL.
  /// - Returns: What the statement gave, as text.
  /// - Throws: ``TestDatabaseError`` with the SQLSTATE where the database refuses it; `CancellationError`.
  @discardableResult
  public func query(_ sql: String, _ parameters: String?...) async throws -> Rows {
    try await Rows(
      LeaseClient.reaching(leases).query(LeaseRequest.Query(lease: token, sql: sql, parameters: parameters)))
  }

  /// Empties tables, and those that refer to them.
  ///
  /// - Parameter tables: Their names as they are written in SQL, so with quotes where they need them. Without
  ///   any, nothing is done.
  /// - Throws: ``TestDatabaseError`` with the SQLSTATE where the database refuses it; `CancellationError`.
  public func truncate(_ tables: String...) async throws {
    guard !tables.isEmpty else { return }
    try await LeaseClient.reaching(leases).truncate(LeaseRequest.Truncate(lease: token, tables: tables))
  }

  /// Empties all tables of the application; the record of the migrations stays.
  ///
  /// - Throws: ``TestDatabaseError`` with the SQLSTATE where the database refuses it; `CancellationError`.
  public func truncateAll() async throws {
    try await LeaseClient.reaching(leases).truncate(LeaseRequest.Truncate(lease: token, tables: nil))
  }
}

internal import Testing

/// Takes a database for a piece of code, anywhere; inside it, ``TestDatabase/current`` is this one.
///
///     try await withTestDatabase { database in
///       try await database.execute("INSERT INTO product (name) VALUES ('Tea')")
///     }
///
/// A test counts as failed where the body throws.
///
/// - Parameters:
///   - kind: The database's kind.
///   - fixtures: SQL files that are run in it first; where they are searched, see
///     `.database(_:fixtures:filePath:)`.
///   - filePath: The source file.
///   - function: The function, for messages.
///   - body: What runs with the database.
/// - Returns: What the body returns.
/// - Throws: ``TestDatabaseError`` where there is no database, `CancellationError`, and what the body throws.
@discardableResult
public func withTestDatabase<Value>(
  _ kind: DatabaseKind = .pooled, fixtures: String..., filePath: String = #filePath, function: String = #function,
  _ body: (TestDatabase) async throws -> Value
) async throws -> Value {
  let warning = Test.current.map { LeaseWarning.atTest($0.sourceLocation) } ?? .printed(function)
  let database = try await TestDatabase.take(
    kind, fixtures: fixtures.map { Fixture(path: $0, source: filePath) }, for: function)
  let value: Value
  do {
    value = try await TestDatabase.Scope.$current.withValue(TestDatabase.Scope(database: database, test: nil)) {
      try await body(database)
    }
  } catch {
    await database.release(failed: true, warn: warning)
    throw error
  }
  await database.release(failed: false, warn: warning)
  return value
}

internal import Testing

extension TestDatabase {
  /// The database of the test that is running.
  ///
  /// Child tasks and `Task {}` see it, and so does a suite's `init`. A detached task, a thread or a server's
  /// event loop does not: hand them the value.
  ///
  /// - Throws: ``TestDatabaseError`` where the test has none.
  public static var current: TestDatabase {
    get throws {
      guard let scope = Scope.current else {
        throw TestDatabaseError(
          .noDatabase,
          """
          there is no test database here: add the trait '.database' to the test or to its suite, or call \
          'withTestDatabase { database in … }'. A detached task doesn't see the test's database; hand it the value.
          """)
      }
      return scope.database
    }
  }

  /// The database that a piece of code has, and why.
  struct Scope: Sendable {
    /// The database.
    let database: TestDatabase
    /// The test whose traits took it; `nil` for one that ``withTestDatabase(_:fixtures:filePath:function:_:)`` took.
    let test: Test?

    @TaskLocal static var current: Scope?
  }
}

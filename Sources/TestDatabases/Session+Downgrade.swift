internal import MigrationRunner
internal import SQLMigrations

extension Session {
  /// Undoes every migration, from the last to the first.
  ///
  /// - Throws: `MigrationError` for the first that can't be undone.
  package func downgrade(_ report: @escaping @Sendable (Event) -> Void) async throws {
    try await withRunner(database, report) { runner in
      let undone = try await runner.down(contents.migrations).files.count
      let applied = contents.migrations.migrations.count
      guard undone == applied else {
        throw SessionError(
          .databaseFailed,
          """
          only \(undone) of \(applied) migrations could be undone: a test has emptied the record of what was \
          applied, the table \(MigrationRunner.schema).migrations
          A test that truncates every table should leave the schema \(MigrationRunner.schema) out.
          """)
      }
      let left = try await runner.leftovers()
      if !left.isEmpty {
        report(.warning("the downs undid all migrations, and yet there is left: \(left.joined(separator: ", "))"))
      }
    }
  }
}

internal import MigrationRunner
package import SQLMigrations

extension Session {
  /// Undoes every migration, from the last to the first.
  ///
  /// - Throws: `MigrationError` for the first that can't be undone.
  package func downgrade(_ report: @escaping @Sendable (Event) -> Void) async throws {
    let plan = try contents.plan(for: "--downgrade")
    try await withRunner(database, report) { runner in
      let undone = try await runner.down(plan).files.count
      let applied = plan.migrations.count
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

extension Session.Contents {
  /// The migrations that this tool itself applies and takes back.
  ///
  /// - Parameter option: What needs them, as the user writes it.
  /// - Throws: ``SessionError`` where there are none.
  @discardableResult
  package func plan(for option: String) throws -> MigrationPlan {
    switch migrations {
    case .files(let plan): return plan
    case .command(let command):
      throw SessionError(
        .cannotDowngrade,
        """
        \(option) is for migrations that are SQL files, and this package's are made by '\(command.text)'
        That program has commands of its own for it; or name a folder with --migrations.
        """)
    }
  }
}

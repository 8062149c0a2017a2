internal import LibPQ
internal import SQLMigrations

extension MigrationError {
  /// Files were changed after they were applied.
  static func edited(_ migrations: [Migration]) -> MigrationError {
    let files = migrations.map(\.up.file)
    return MigrationError(
      .edited, files, complaint(files, "was changed after it was applied") + "\n" + remedy)
  }

  /// Files of applied migrations are gone.
  static func missing(_ migrations: [AppliedMigration], folder: String) -> MigrationError {
    let files = migrations.map { "\(folder)/\($0.name)" }
    return MigrationError(
      .missing, files, complaint(files, "was applied, and is no longer there") + "\n" + remedy)
  }

  /// Applied migrations have no way back.
  static func noDown(_ migrations: [Migration]) -> MigrationError {
    let descriptions = migrations.map { migration in
      "\(migration.up.file): error: can't be undone: it has no way back (down)"
    }
    return MigrationError(
      .noDown, migrations.map(\.up.file),
      descriptions.joined(separator: "\n") + "\nnote: nothing was undone; write what takes it back")
  }

  /// A file undid its own work.
  static func transactionRolledBack(_ script: SQLScript) -> MigrationError {
    MigrationError(
      .transactionRolledBack, [script.file],
      "\(script.file): error: ends with its transaction rolled back, so it is not recorded\n"
        + "note: leave BEGIN, COMMIT and ROLLBACK out; every file is one transaction")
  }

  /// A file left a transaction open.
  static func transactionLeftOpen(_ script: SQLScript) -> MigrationError {
    MigrationError(
      .transactionLeftOpen, [script.file],
      "\(script.file): error: begins a transaction and does not end it; it was rolled back\n"
        + "note: end it with COMMIT, or leave '\(SQLScript.noTransactionDirective)' out")
  }

  /// The table of applied migrations could not be changed.
  static func notRecorded(_ script: SQLScript, _ error: PostgresError, remains: Bool) -> MigrationError {
    let state = remains ? "what it did is there all the same" : "it was rolled back"
    return MigrationError(
      .notRecorded, [script.file],
      "\(script.file): error: ran, but swift_db_test.migrations can't say so, \(state)\n\(error)",
      underlyingError: error)
  }

  private static func complaint(_ files: [String], _ what: String) -> String {
    files.map { "\($0): error: \(what)" }.joined(separator: "\n")
  }

  private static let remedy =
    "note: 'swift package db-reset' makes the database anew from the files as they are"
}

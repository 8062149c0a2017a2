/// Diesel: a folder for each migration, `2024-01-31-120000_name`, with `up.sql`, maybe `down.sql` and `metadata.toml`.
///
/// Versions are what stands before the first `_`, without hyphens, and compared byte by byte. Files beside the folders, and
/// folders with nothing in them, are left alone. Source: diesel's `migrations_internals` and `file_based_migrations.rs`.
struct DieselConvention: ConventionReader {
  func migrations(in source: MigrationSource) throws(MigrationFileError) -> [Migration] {
    var migrations: [Migration] = []
    for name in source.folders {
      let folder = try source.folder(name)
      if folder.files.isEmpty { continue }
      guard folder.files.contains("up.sql") else {
        throw source.error(.incomplete, name, "has no up.sql, with which a migration goes forward; write it")
      }
      let runsInTransaction = try runsInTransaction(folder)
      let up = try script("up.sql", in: folder, runsInTransaction)
      if up.text.isEmpty {
        throw folder.error(.incomplete, "up.sql", "is empty, which Diesel takes for a mistake; write what goes forward")
      }
      var down: SQLScript?
      if folder.files.contains("down.sql") { down = try script("down.sql", in: folder, runsInTransaction) }
      let version = name.prefix { $0 != "_" }.filter { $0 != "-" }
      migrations.append(Migration(version: MigrationVersion(bytes: version), name: name, up: up, down: down))
    }
    return migrations
  }

  private func script(
    _ name: String, in folder: MigrationSource, _ runsInTransaction: Bool
  ) throws(MigrationFileError) -> SQLScript {
    try folder.script(name).running(inTransaction: runsInTransaction)
  }

  /// What `metadata.toml` says. One that says nothing takes the transaction away all the same: so Diesel reads it.
  private func runsInTransaction(_ folder: MigrationSource) throws(MigrationFileError) -> Bool {
    guard folder.files.contains("metadata.toml") else { return true }
    return SettingLines(try folder.script("metadata.toml"))["run_in_transaction"]?.value == "true"
  }
}

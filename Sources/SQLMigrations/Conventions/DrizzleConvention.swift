/// Drizzle: SQL files in the order of `meta/_journal.json`, or a folder with `migration.sql` for each migration, in the order
/// of their names.
///
/// Files that the journal doesn't have are left alone, as Drizzle does. Its `--> statement-breakpoint` is a comment to the
/// server. Source: drizzle-orm's `src/migrator.ts`.
struct DrizzleConvention: ConventionReader {
  static let journal = "meta/_journal.json"

  func migrations(in source: MigrationSource) throws(MigrationFileError) -> [Migration] {
    guard source.folders.contains("meta") else { return try folders(in: source) }
    let journal = try DrizzleJournal(source.script(Self.journal))
    if let dialect = journal.dialect, dialect != "postgresql", dialect != "pg" {
      throw source.error(
        .unsupported, Self.journal,
        "these migrations are for '\(dialect)'; name a folder of migrations for PostgreSQL with --migrations")
    }
    var migrations: [Migration] = []
    for (position, tag) in journal.tags.enumerated() {
      guard source.files.contains(tag + ".sql") else {
        throw source.error(
          .incomplete, tag + ".sql",
          "is missing, and \(source.shown(Self.journal)) has it; put it back, or have 'drizzle-kit drop' take it out")
      }
      let version = MigrationVersion(tag, position: position)
      migrations.append(Migration(version: version, name: tag, up: try script(tag + ".sql", source), down: nil))
    }
    return migrations
  }

  private func folders(in source: MigrationSource) throws(MigrationFileError) -> [Migration] {
    var migrations: [Migration] = []
    for name in source.folders where try source.folder(name).files.contains("migration.sql") {
      let up = try script(name + "/migration.sql", source)
      migrations.append(Migration(version: MigrationVersion(bytes: name), name: name, up: up, down: nil))
    }
    return migrations
  }

  private func script(_ file: String, _ source: MigrationSource) throws(MigrationFileError) -> SQLScript {
    try source.script(file).running(inTransaction: true)
  }
}

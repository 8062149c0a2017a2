/// Prisma: a folder for each migration, `20240131120000_name`, with `migration.sql`, in the order of their names.
///
/// `down.sql` beside it, as Prisma's guide on undoing has it, takes it back. A file is one query to Prisma, and so has a
/// transaction unless its only statement can't be in one.
struct PrismaConvention: ConventionReader {
  static let file = "migration.sql"
  static let lock = "migration_lock.toml"

  func migrations(in source: MigrationSource) throws(MigrationFileError) -> [Migration] {
    if source.files.contains(Self.lock) { try checkProvider(source) }
    var migrations: [Migration] = []
    for name in source.folders {
      let folder = try source.folder(name)
      guard folder.files.contains(Self.file) else {
        throw source.error(
          .incomplete, name, "has no \(Self.file); write it, or remove the folder, as Prisma wants it (its error P3015)"
        )
      }
      var down: SQLScript?
      if folder.files.contains("down.sql") { down = try TransactionNeed.likeOneQuery(folder.script("down.sql")) }
      let up = try TransactionNeed.likeOneQuery(folder.script(Self.file))
      migrations.append(Migration(version: MigrationVersion(bytes: name), name: name, up: up, down: down))
    }
    return migrations
  }

  private func checkProvider(_ source: MigrationSource) throws(MigrationFileError) {
    let provider = SettingLines(try source.script(Self.lock))["provider"]
    guard let provider, provider.value != "postgresql" else { return }
    throw source.error(
      .unsupported, Self.lock, line: provider.line,
      "these migrations are for '\(provider.value)'; name a folder of migrations for PostgreSQL with --migrations")
  }
}

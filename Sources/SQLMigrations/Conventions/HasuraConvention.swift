/// Hasura: a folder for each migration, `1654696186008_name`, with `up.sql` and maybe `down.sql`.
///
/// The numbers in front are compared as numbers. Other folders, and files beside them, are left alone.
struct HasuraConvention: ConventionReader {
  func migrations(in source: MigrationSource) throws(MigrationFileError) -> [Migration] {
    var migrations: [Migration] = []
    for name in source.folders {
      let digits = name.prefix { $0 != "_" }
      guard digits.count < name.count, let version = MigrationVersion(digits) else { continue }
      let folder = try source.folder(name)
      if folder.files.isEmpty { continue }
      for file in ["up.yaml", "down.yaml"] where folder.files.contains(file) {
        throw folder.error(
          .unsupported, file,
          "changes what Hasura knows of the database, not the database; move its SQL into "
            + file.prefix { $0 != "." } + ".sql. " + MigrationConvention.otherTools)
      }
      guard folder.files.contains("up.sql") else {
        throw source.error(.incomplete, name, "has no up.sql, with which a migration goes forward; write it")
      }
      var down: SQLScript?
      if folder.files.contains("down.sql") { down = try folder.script("down.sql") }
      migrations.append(Migration(version: version, name: name, up: try folder.script("up.sql"), down: down))
    }
    return migrations
  }
}

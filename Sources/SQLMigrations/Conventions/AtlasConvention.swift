/// Atlas: SQL files in the order of their names, whose checksums stand in `atlas.sum`.
///
/// A new database starts at the last checkpoint: what comes before that is not run.
/// Source: Atlas's `sql/migrate/dir.go` and `cmd/atlas/internal/cmdapi/migrate.go`.
struct AtlasConvention: ConventionReader {
  static let sum = "atlas.sum"

  func migrations(in source: MigrationSource) throws(MigrationFileError) -> [Migration] {
    let files = source.files.filter { $0.hasSuffix(".sql") }
    if files.isEmpty { return [] }
    guard source.files.contains(Self.sum) else {
      throw source.error(
        .incomplete, Self.sum, "is missing, in which Atlas keeps the files' checksums; 'atlas migrate hash' writes it")
    }
    try AtlasSum(source.content(Self.sum), shown: source.shown(Self.sum)).verify(files, in: source)
    var migrations: [Migration] = []
    for (position, file) in files.enumerated() {
      let script = try source.script(file)
      let directives = AtlasDirectives(script)
      if directives["checkpoint"] != nil { migrations = [] }
      let stem = file.dropLast(".sql".count)
      migrations.append(
        Migration(
          version: MigrationVersion(String(stem.prefix { $0 != "_" }), position: position), name: String(stem),
          up: try directives.script(), down: nil))
    }
    return migrations
  }
}

/// golang-migrate: `1_name.up.sql` and `1_name.down.sql`, each of them optional, with any extension.
///
/// Other files are left alone, as golang-migrate does. Source: its `source/parse.go`.
struct GolangMigrateConvention: ConventionReader {
  func migrations(in source: MigrationSource) throws(MigrationFileError) -> [Migration] {
    let pairs = try MigrationPairs(source.files.compactMap(Self.name), in: source)
    let migrations = try pairs.migrations { (name) throws(MigrationFileError) in
      try TransactionNeed.likeOneQuery(source.script(name.text))
    }
    // A version with nothing but a way back is one all the same: forward it does nothing.
    var lonely: [Migration] = []
    for (version, down) in pairs.back where pairs.forward[version] == nil {
      let script = try TransactionNeed.likeOneQuery(source.script(down.text))
      let nothing = SQLScript(file: script.file, text: "", runsInTransaction: true)
      lonely.append(Migration(version: version, name: down.stem, up: nothing, down: script))
    }
    return migrations + lonely
  }

  /// Takes a name of the form `NUMBER_TITLE.up.EXTENSION`, with a number that 64 bits hold.
  private static func name(_ text: String) -> MigrationFileName? {
    let digits = text.prefix { $0 != "_" }
    guard let version = MigrationVersion(digits), UInt64(digits) != nil else { return nil }
    // The last of them that something follows, as the pattern's `.*` takes what it can.
    let parts = text.dropFirst(digits.count + 1).split(separator: ".", omittingEmptySubsequences: false)
    guard let place = parts.indices.dropFirst().dropLast().last(where: { parts[$0] == "up" || parts[$0] == "down" })
    else { return nil }
    let stem = digits + "_" + parts[..<place].joined(separator: ".")
    return MigrationFileName(text, version: version, stem: String(stem), kind: parts[place] == "up" ? .up : .down)
  }
}

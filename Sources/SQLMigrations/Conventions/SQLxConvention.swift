/// sqlx: `1_name.sql`, or `1_name.up.sql` with `1_name.down.sql`.
///
/// Files without `_` or `.sql` are left alone, as sqlx does. Source: its `sqlx-core/src/migrate/source.rs`.
struct SQLxConvention: ConventionReader {
  func migrations(in source: MigrationSource) throws(MigrationFileError) -> [Migration] {
    var names: [MigrationFileName] = []
    for file in source.files where file.hasSuffix(".sql") && file.contains("_") {
      names.append(try name(file, in: source))
    }
    let pairs = try MigrationPairs(names, in: source)
    try pairs.checkDowns()
    return try pairs.migrations { (name) throws(MigrationFileError) in
      let script = try source.script(name.text)
      return script.running(inTransaction: !script.text.hasPrefix(SQLScript.noTransactionDirective))
    }
  }

  private func name(_ file: String, in source: MigrationSource) throws(MigrationFileError) -> MigrationFileName {
    let digits = file.prefix { $0 != "_" }
    guard let version = MigrationVersion(digits), Int64(digits) != nil else {
      throw source.error(
        .unexpectedName, file,
        "'\(digits)' is no version: sqlx wants a whole number of 64 bits in front of the first '_'; rename it")
    }
    for (suffix, kind) in [(".up.sql", MigrationFileName.Kind.up), (".down.sql", .down)] where file.hasSuffix(suffix) {
      return MigrationFileName(file, version: version, stem: String(file.dropLast(suffix.count)), kind: kind)
    }
    return MigrationFileName(file, version: version, stem: String(file.dropLast(".sql".count)), kind: .plain)
  }
}

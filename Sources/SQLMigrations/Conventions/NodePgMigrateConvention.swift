/// node-pg-migrate, as far as it is SQL: one file with `-- Up Migration` and `-- Down Migration`, or with neither, or two
/// named `.up.sql` and `.down.sql`.
///
/// Files are in the order of the timestamps in front of their names and then of the names, and known by these.
/// Source: node-pg-migrate's `src/migration.ts` and `src/sqlMigration.ts`.
struct NodePgMigrateConvention: ConventionReader {
  static let up = "-- Up Migration"

  func migrations(in source: MigrationSource) throws(MigrationFileError) -> [Migration] {
    if let code = source.files.first(where: Self.isCode) {
      throw source.error(
        .unsupported, code, "is a migration in code, which only node-pg-migrate runs. \(MigrationConvention.otherTools)"
      )
    }
    let files = source.files.filter { $0.hasSuffix(".sql") }
    let stems = Set(files.map(Self.stem)).sorted(by: Self.precedes)
    var migrations: [Migration] = []
    for (position, stem) in stems.enumerated() {
      let (up, down) = try scripts(stem, of: files, in: source)
      migrations.append(
        Migration(version: MigrationVersion(stem, position: position), name: stem, up: up, down: down))
    }
    return migrations
  }

  /// What a line starts; `nil` where it is no directive.
  static func mark(_ text: Substring, line: Int) -> SectionMark? {
    let text = text.drop(while: \.isWhitespace)
    guard text.hasPrefix("--") else { return nil }
    let words = text.drop { $0 == "-" || $0.isWhitespace }.lowercased().split(whereSeparator: \.isWhitespace)
    guard words.count >= 2, ["up", "down"].contains(words[0]), words[1].hasPrefix("migration") else { return nil }
    return SectionMark(line: line, isUp: words[0] == "up")
  }

  private static func isCode(_ file: String) -> Bool {
    let isModule = [".js", ".ts", ".mjs", ".cjs", ".mts", ".cts"].contains { file.hasSuffix($0) }
    return isModule && !file.hasSuffix(".d.ts") && file.first?.isNumber == true
  }

  /// The name without `.sql`, `.up.sql`, `.down.sql`.
  private static func stem(_ file: String) -> String {
    for suffix in [".up.sql", ".down.sql"] where file.hasSuffix(suffix) { return String(file.dropLast(suffix.count)) }
    return String(file.dropLast(".sql".count))
  }

  private func scripts(
    _ stem: String, of files: [String], in source: MigrationSource
  ) throws(MigrationFileError) -> (up: SQLScript, down: SQLScript?) {
    let (pairUp, pairDown) = (stem + ".up.sql", stem + ".down.sql")
    guard files.contains(stem + ".sql") else {
      guard files.contains(pairUp) else {
        throw source.error(
          .downWithoutUp, pairDown, "takes back what no file does: there is no \(source.shown(pairUp))")
      }
      return (try script(pairUp, source), files.contains(pairDown) ? try script(pairDown, source) : nil)
    }
    for other in [pairUp, pairDown] where files.contains(other) {
      throw source.error(
        .duplicateVersion, other, "is the same migration as \(source.shown(stem + ".sql")); rename one of them")
    }
    let lines = ScriptLines(try source.script(stem + ".sql"))
    let marks = (0..<lines.count).compactMap { Self.mark(lines.text($0), line: $0) }
    if marks.isEmpty { return (lines.script(of: [0..<lines.count], runsInTransaction: true), nil) }
    guard let up = lines.script(up: true, marks) else { throw lines.noSection(Self.up) }
    if let statement = lines.firstStatement(before: marks[0].line) { throw lines.statementOutside(statement, Self.up) }
    return (up, lines.script(up: false, marks))
  }

  private func script(_ file: String, _ source: MigrationSource) throws(MigrationFileError) -> SQLScript {
    let script = try source.script(file)
    return SQLScript(file: script.file, text: script.text, runsInTransaction: true)
  }

  private static func precedes(_ left: String, _ right: String) -> Bool {
    let (our, their) = (timestamp(left), timestamp(right))
    return our == their ? NaturalOrder.precedes(left, right) : our < their
  }

  /// The milliseconds since 1970 that a name has in front, in these or as a date of 17 digits, or any other number.
  private static func timestamp(_ name: String) -> Int {
    let digits = name.prefix { $0.isASCII && $0.isNumber }
    guard digits.count == 17 else { return Int(digits) ?? 0 }
    var rest = digits
    let fields = [4, 2, 2, 2, 2, 2, 3].map { width in
      defer { rest = rest.dropFirst(width) }
      return Int(rest.prefix(width)) ?? 0
    }
    let days = daysSince1970(year: fields[0], month: fields[1], day: fields[2])
    return (((days * 24 + fields[3]) * 60 + fields[4]) * 60 + fields[5]) * 1000 + fields[6]
  }

  /// Counted with years that begin in March, so that the leap day is the last.
  private static func daysSince1970(year: Int, month: Int, day: Int) -> Int {
    let (years, months) = month > 2 ? (year, month - 3) : (year - 1, month + 9)
    return years * 365 + years / 4 - years / 100 + years / 400 + (153 * months + 2) / 5 + day - 719_469
  }
}

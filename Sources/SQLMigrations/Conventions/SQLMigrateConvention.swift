/// sql-migrate: one file with `-- +migrate Up` and, where there is a way back, `-- +migrate Down`.
///
/// Files are in the order of the numbers in front of their names, of the names where these are equal, and known by their
/// names; those without a number come last. Source: sql-migrate's `migrate.go` and `sqlparse/sqlparse.go`.
struct SQLMigrateConvention: ConventionReader {
  static let up = "-- +migrate Up"

  func migrations(in source: MigrationSource) throws(MigrationFileError) -> [Migration] {
    var migrations: [Migration] = []
    for (position, file) in source.files.filter({ $0.hasSuffix(".sql") }).sorted(by: Self.precedes).enumerated() {
      let lines = ScriptLines(try source.script(file))
      let marks = lines.comments(startingWith: "+").compactMap { line in
        lines.comment(line).flatMap { Self.mark($0, line: line) }
      }
      guard let first = marks.first, let up = lines.script(up: true, marks) else { throw lines.noSection(Self.up) }
      if let statement = lines.firstStatement(before: first.line) { throw lines.statementOutside(statement, Self.up) }
      migrations.append(
        Migration(
          version: MigrationVersion(file, position: position), name: String(file.dropLast(".sql".count)), up: up,
          down: lines.script(up: false, marks)))
    }
    return migrations
  }

  /// What a comment starts; `nil` where it is no directive. Capitals and the blank after the dashes count to sql-migrate,
  /// and whoever has them otherwise means the same.
  static func mark(_ comment: Substring, line: Int) -> SectionMark? {
    let words = comment.split(whereSeparator: \.isWhitespace).map { $0.lowercased() }
    guard words.count >= 2, words[0] == "+migrate", ["up", "down"].contains(words[1]) else { return nil }
    return SectionMark(line: line, isUp: words[1] == "up", runsInTransaction: !words.contains("notransaction"))
  }

  private static func precedes(_ left: String, _ right: String) -> Bool {
    switch (number(left), number(right)) {
    case (let our?, let their?) where our != their: our < their
    case (.some, nil): true
    case (nil, .some): false
    default: left.utf8.lexicographicallyPrecedes(right.utf8)
    }
  }

  private static func number(_ name: String) -> MigrationVersion? {
    MigrationVersion(name.prefix { $0.isASCII && $0.isNumber })
  }
}

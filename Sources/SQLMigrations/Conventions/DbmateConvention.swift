/// dbmate: one file with `-- migrate:up` and `-- migrate:down` below; several such pairs are run one after the other.
///
/// Files are in the order of their names, byte by byte, and known by the digits in front; others are left alone.
/// Source: dbmate's `pkg/dbmate/migration.go` and `db.go`.
struct DbmateConvention: ConventionReader {
  static let up = "-- migrate:up"
  static let down = "-- migrate:down"

  func migrations(in source: MigrationSource) throws(MigrationFileError) -> [Migration] {
    var migrations: [Migration] = []
    for (position, file) in source.files.enumerated() where file.hasSuffix(".sql") {
      let digits = file.prefix { $0.isASCII && $0.isNumber }
      if digits.isEmpty { continue }
      let lines = ScriptLines(try source.script(file))
      let marks = try marks(lines)
      guard let up = lines.script(up: true, marks) else { throw lines.noSection(Self.up) }
      migrations.append(
        Migration(
          version: MigrationVersion(String(digits), position: position), name: String(file.dropLast(".sql".count)),
          up: up, down: lines.script(up: false, marks)))
    }
    return migrations
  }

  /// What a comment starts; `nil` where it is no directive.
  static func mark(_ comment: Substring, line: Int) -> SectionMark? {
    let words = comment.split(whereSeparator: \.isWhitespace)
    guard let first = words.first, first == "migrate:up" || first == "migrate:down" else { return nil }
    return SectionMark(
      line: line, isUp: first == "migrate:up", runsInTransaction: !words.dropFirst().contains("transaction:false"))
  }

  private func marks(_ lines: ScriptLines) throws(MigrationFileError) -> [SectionMark] {
    let marks = lines.comments(startingWith: "m").compactMap { line in
      lines.comment(line).flatMap { Self.mark($0, line: line) }
    }
    guard let first = marks.first else { throw lines.noSection(Self.up) }
    if let statement = lines.firstStatement(before: first.line) { throw lines.statementOutside(statement, Self.up) }
    for (index, mark) in marks.enumerated() where mark.isUp != (index % 2 == 0) {
      throw lines.error(
        .misplaced, at: mark.line,
        mark.isUp
          ? "a second '\(Self.up)' before the '\(Self.down)' of the first; each has one below it"
          : "has no '\(Self.up)' above it; each '\(Self.down)' takes back the one above")
    }
    if marks.count % 2 == 1 {
      throw lines.error(
        .incomplete, at: nil,
        "has no line '\(Self.down)', which dbmate asks for; write it, with nothing below where nothing is to be taken back"
      )
    }
    return marks
  }
}

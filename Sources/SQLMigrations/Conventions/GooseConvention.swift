/// goose: one file with `-- +goose Up` and, where there is a way back, `-- +goose Down` below.
///
/// `StatementBegin` and `StatementEnd` need no heed: what they hold together, functions, is understood here.
/// Source: goose's `internal/sqlparser/parser.go` and `migrate.go`.
struct GooseConvention: ConventionReader {
  static let up = "-- +goose Up"
  static let down = "-- +goose Down"

  func migrations(in source: MigrationSource) throws(MigrationFileError) -> [Migration] {
    var migrations: [Migration] = []
    for file in source.files {
      if file.hasSuffix(".go"), !file.hasSuffix("_test.go"), version(file) != nil {
        throw source.error(
          .unsupported, file, "is a migration in Go, which only goose runs. \(MigrationConvention.otherTools)")
      }
      guard file.hasSuffix(".sql") else { continue }
      guard let version = version(file) else {
        throw source.error(
          .unexpectedName, file,
          "no version in front of the name: goose wants a whole number from 1 and '_', as in 00001_name.sql; rename it")
      }
      let lines = ScriptLines(try source.script(file))
      let marks = try marks(lines)
      guard let up = lines.script(up: true, marks) else { throw lines.noSection(Self.up) }
      migrations.append(
        Migration(
          version: version, name: String(file.dropLast(".sql".count)), up: up, down: lines.script(up: false, marks)))
    }
    return migrations
  }

  /// The directive of a comment, in small letters: `up`; `nil` where it is none.
  static func directive(_ comment: Substring) -> String? {
    let words = comment.lowercased().split(whereSeparator: \.isWhitespace)
    return words.first == "+goose" ? words.dropFirst().joined(separator: " ") : nil
  }

  private func version(_ file: String) -> MigrationVersion? {
    let digits = file.prefix { $0 != "_" }
    guard digits.count < file.count, let number = Int64(digits), number >= 1 else { return nil }
    return MigrationVersion(digits)
  }

  private func marks(_ lines: ScriptLines) throws(MigrationFileError) -> [SectionMark] {
    var marks: [SectionMark] = []
    var runsInTransaction = true
    for index in lines.comments(startingWith: "+") {
      guard let comment = lines.comment(index), let directive = Self.directive(comment) else { continue }
      switch directive {
      case "up":
        guard marks.isEmpty else {
          throw lines.error(
            .misplaced, at: index, "is the second '\(Self.up)' or stands below '\(Self.down)'; goose has one, first")
        }
        if let statement = lines.firstStatement(before: index) { throw lines.statementOutside(statement, Self.up) }
        marks.append(SectionMark(line: index, isUp: true))
      case "down":
        guard marks.count == 1 else {
          throw lines.error(
            .misplaced, at: index,
            marks.isEmpty ? "stands above '\(Self.up)'; move it below" : "is the second '\(Self.down)'; goose has one")
        }
        marks.append(SectionMark(line: index, isUp: false))
      case "no transaction": runsInTransaction = false
      case "envsub on", "envsubst on":
        throw lines.error(
          .unsupported, at: index,
          "has goose put variables of the environment into the file, which makes it another one on every machine; "
            + "write the values themselves. \(MigrationConvention.otherTools)")
      default: break
      }
    }
    for index in marks.indices { marks[index].runsInTransaction = runsInTransaction }
    return marks
  }
}

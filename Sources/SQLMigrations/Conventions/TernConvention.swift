/// tern: `001_name.sql`, counted without a gap, with the way back below `---- create above / drop below ----`.
///
/// Other files are left alone, as tern does. Source: tern's `migrate/migrate.go`.
struct TernConvention: ConventionReader {
  static let divider = "---- create above / drop below ----"
  static let noTransaction = "---- tern: disable-tx ----"

  func migrations(in source: MigrationSource) throws(MigrationFileError) -> [Migration] {
    var numbered: [(version: MigrationVersion, file: String)] = []
    for file in source.files where file.hasSuffix(".sql") {
      let digits = file.prefix { $0.isASCII && $0.isNumber }
      let name = file.dropFirst(digits.count).dropLast(".sql".count)
      guard let version = MigrationVersion(digits), name.hasPrefix("_"), name.count > 1 else { continue }
      numbered.append((version, file))
    }
    numbered.sort { $0.version < $1.version }
    var migrations: [Migration] = []
    for (index, (version, file)) in numbered.enumerated() {
      let expected = String(index + 1)
      if version.text != expected, index == 0 || version != numbered[index - 1].version {
        throw source.error(
          .unexpectedName, file,
          "number \(expected) is missing before it: tern counts from 1 without a gap; give it that number")
      }
      let (up, down) = try scripts(ScriptLines(source.script(file)))
      migrations.append(Migration(version: version, name: String(file.dropLast(".sql".count)), up: up, down: down))
    }
    return migrations
  }

  private func scripts(_ lines: ScriptLines) throws(MigrationFileError) -> (up: SQLScript, down: SQLScript?) {
    var divider: Int?
    var withoutTransaction: [Int] = []
    for index in 0..<lines.count {
      let text = lines.text(index)
      if text.contains("{{") {
        throw lines.error(
          .unsupported, at: index,
          "'{{' begins what only tern puts a value in place of; write the value itself. \(MigrationConvention.otherTools)"
        )
      }
      if divider == nil, text.hasPrefix(Self.divider) { divider = index }
      if text == Self.noTransaction { withoutTransaction.append(index) }
    }
    let end = divider ?? lines.count
    let up = lines.script(of: [0..<end], runsInTransaction: !withoutTransaction.contains { $0 < end })
    let down = divider.map { divider in
      lines.script(
        of: [divider + 1..<lines.count], runsInTransaction: !withoutTransaction.contains { $0 > divider })
    }
    // No more than white space is no way back to tern.
    return (up, down?.text.contains { !$0.isWhitespace } == true ? down : nil)
  }
}

internal import LibPQ
internal import SQLMigrations

/// Some statements of a script that are sent to the server together.
struct SentQuery: Sendable {
  let script: ScriptSteps
  /// The statements, at least one.
  let statements: ArraySlice<ScriptStatement>

  /// The offsets of its bytes.
  var range: Range<Int> {
    let first = statements.first?.range ?? 0..<0
    return first.lowerBound..<(statements.last?.range ?? first).upperBound
  }

  /// What the server gets.
  var text: String { script.text(range) }

  /// The data of the COPY that it ends with.
  var data: ArraySlice<UInt8>? { statements.last?.data.map { script.bytes[$0] } }

  /// What it does to roles, where that is all it does.
  var roleStatement: RoleStatement? {
    statements.count == 1 ? statements.first.flatMap { RoleStatement(script, $0) } : nil
  }

  /// The statement that an error belongs to; `nil` where that isn't known.
  func statement(of error: PostgresError) -> ScriptStatement? {
    if let offset = offset(of: error) { return statements.last { $0.range.lowerBound <= offset } }
    guard let completed = error.completedStatements else { return statements.count == 1 ? statements.first : nil }
    if completed == 0, statements.count > 1, Self.precedesAll(error) { return nil }
    return statements.dropFirst(completed).first
  }

  /// The byte of the script that the server names.
  private func offset(of error: PostgresError) -> Int? {
    guard let position = error.server?.position else { return nil }
    let scalars = text.unicodeScalars
    let distance = scalars.prefix(max(0, position - 1)).reduce(0) { $0 + UTF8.width($1) }
    return range.lowerBound + distance
  }

  /// Where in the file's text the error is, as a byte's offset: what the server says, a place in the statement that only
  /// the file tells, or the statement's start.
  func place(of error: PostgresError) -> Int? {
    if let offset = offset(of: error) { return offset }
    guard let statement = statement(of: error) else { return nil }
    return CopyPlace.offset(of: error, statement, script)
      ?? RoutinePlace.offset(of: error, statement, script) ?? statement.range.lowerBound
  }

  /// Whether the server may have refused the text before it ran the first statement.
  ///
  /// It parses all of it first. Nearly all errors in that have a position; those that haven't tell by where
  /// they come from. A database in another encoding can't take every character, and a parser runs out of
  /// stack.
  private static func precedesAll(_ error: PostgresError) -> Bool {
    ["gram.y", "scan.l", "parser.c"].contains(error.server?.sourceFile)
      || ["22P05", "54001"].contains(error.sqlState)
  }
}

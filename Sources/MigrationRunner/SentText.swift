internal import LibPQ
internal import SQLMigrations

/// What the server was sent of a file when it refused something.
enum SentText {
  /// All of it, as one query.
  case all
  /// One of its statements.
  case statement(SQLStatement)
  /// Nothing: it was something that the file's doing made fail, such as the commit.
  case nothing

  /// Where in the file's text the error is, counted from 1; where its statement starts, if the server names
  /// no place in it.
  func position(of error: PostgresError, in script: SQLScript) -> Int? {
    switch self {
    case .nothing: return nil
    case .statement(let statement): return statement.position + max(0, (error.server?.position ?? 1) - 1)
    case .all:
      if let position = error.server?.position { return position }
      guard let completed = error.completedStatements, completed > 0 || !Self.precedesAll(error) else { return nil }
      return script.statements.prefix(completed + 1).dropFirst(completed).map(\.position).first
    }
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

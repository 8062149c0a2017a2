internal import LibPQ
internal import SQLMigrations

/// What to do about files that were written for psql, as dumps are.
enum PsqlAdvice {
  /// A note about what the server did not understand at a position of the file, where only psql does.
  static func note(at position: Int?, in script: SQLScript, _ error: PostgresError) -> String? {
    if error.server == nil, error.code == .copyFailed { return copyData("a file can't send or receive") }
    guard let position, error.server?.position != nil else { return nil }
    let rest = script.text.unicodeScalars.dropFirst(position - 1)
    let before = script.statements.prefix { $0.position <= position }.dropLast()
    let isCopied = before.contains(where: \.readsCopyData)
    if isCopied || rest.starts(with: "\\.".unicodeScalars) {
      return copyData("only psql sends, as rows below the statement,")
    }
    if rest.first == "\\" {
      let command = String(String.UnicodeScalarView(rest.prefix { !$0.properties.isWhitespace }))
      return "'\(command)' is a command of psql, which has no part in migrations: \(alternative(to: command))"
    }
    if rest.first == ":" {
      return "variables such as ':name' are replaced by psql, which has no part in migrations: "
        + "write the value itself"
    }
    return nil
  }

  private static func copyData(_ whose: String) -> String {
    "\(whose) the data of a COPY; write INSERT to load data (pg_dump does with --inserts)"
  }

  private static func alternative(to command: String) -> String {
    switch command {
    case "\\i", "\\ir", "\\include", "\\include_relative":
      "put the statements of that file here, or into a migration of their own"
    case "\\c", "\\connect": "take the line out; the database is always the one that is tested with"
    case "\\copy": "write INSERT to load data"
    case "\\restrict", "\\unrestrict": "take the line out, which pg_dump wrote for psql only"
    case "\\set": "take the line out, and write the value where the variable is used"
    default: "take it out, or say the same in SQL"
    }
  }
}

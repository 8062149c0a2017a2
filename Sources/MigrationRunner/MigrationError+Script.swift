internal import LibPQ
internal import SQLMigrations

extension MigrationError {
  /// What the server said about a file, at the place it means.
  ///
  /// Where the server names no place, as with a violated constraint, no line is made up.
  ///
  /// - Parameters:
  ///   - error: What the server or libpq said.
  ///   - script: The file that was run.
  ///   - remains: Whether something that the file did is still there.
  init(_ error: PostgresError, in script: SQLScript, remains: Bool) {
    let location = error.server?.position.flatMap { script.location(ofCharacter: $0) }
    let place = location.map { "\(script.file):\($0.line):\($0.column)" } ?? script.file
    var lines = ["\(place): error: \(error.server?.message ?? error.message)"]
    if let location { lines.append(script.excerpt(at: location)) }
    if let server = error.server { lines += Self.particulars(server) }
    var notes = Self.advice(error, script)
    if remains {
      notes.append("the file ends its transaction itself: what it did before that is still there")
    }
    lines += notes.map { "note: \($0)" }
    self.init(.scriptFailed, [script.file], lines.joined(separator: "\n"), underlyingError: error)
  }

  /// Everything else the server said, in psql's words.
  private static func particulars(_ server: ServerMessage) -> [String] {
    [
      ("SQLSTATE", server.sqlState), ("DETAIL", server.detail), ("HINT", server.hint),
      ("QUERY", server.internalQuery), ("CONTEXT", server.context),
    ].compactMap { name, text in text.map { "\(name): \($0)" } }
  }

  /// What can be done about errors that come from the way files are run.
  private static func advice(_ error: PostgresError, _ script: SQLScript) -> [String] {
    let directive = SQLScript.noTransactionDirective
    switch error.sqlState {
    case "25001" where script.runsInTransaction, "2D000" where script.runsInTransaction:
      return ["put this statement in a file of its own, with '\(directive)' as the first line"]
    case "25001", "2D000":
      return [
        "the statements of a file are one transaction for the server, even with '\(directive)'; "
          + "put this statement in a file of its own"
      ]
    case nil where error.code == .copyFailed:
      return ["a file can't send or receive the data of a COPY; write INSERT to load data"]
    default: return []
    }
  }
}

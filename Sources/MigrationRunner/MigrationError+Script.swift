internal import LibPQ
internal import SQLMigrations

extension MigrationError {
  /// What the server said about a file, at the place it means.
  ///
  /// Where it names no place, as with a violated constraint, that is the statement's start; where it isn't
  /// known either, no line is made up.
  ///
  /// - Parameters:
  ///   - error: What the server or libpq said.
  ///   - script: The file that was run.
  ///   - sent: What the server had been sent of it.
  ///   - remains: Whether something that the file did is still there.
  init(_ error: PostgresError, in script: SQLScript, sent: SentText, remains: Bool) {
    let position = sent.position(of: error, in: script)
    let location = position.flatMap { script.location(ofCharacter: $0) }
    let place = location.map { "\(script.file):\($0.line):\($0.column)" } ?? script.file
    var lines = ["\(place): error: \(error.server?.message ?? error.message)"]
    if let location { lines.append(script.excerpt(at: location)) }
    if let server = error.server { lines += Self.particulars(server) }
    var notes = [Self.advice(error, script), PsqlAdvice.note(at: position, in: script, error)]
    if remains { notes.append(Self.remainder(of: script)) }
    lines += notes.compactMap(\.self).map { "note: \($0)" }
    self.init(.scriptFailed, [script.file], lines.joined(separator: "\n"), underlyingError: error)
  }

  /// That something is left of a file that failed.
  private static func remainder(of script: SQLScript) -> String {
    script.runsInTransaction
      ? "the file ends its transaction itself: what it did before that is still there"
      : "the file runs without a transaction: what it did before is still there"
  }

  /// Everything else the server said, in psql's words.
  private static func particulars(_ server: ServerMessage) -> [String] {
    [
      ("SQLSTATE", server.sqlState), ("DETAIL", server.detail), ("HINT", server.hint),
      ("QUERY", server.internalQuery), ("CONTEXT", server.context),
    ].compactMap { name, text in text.map { "\(name): \($0)" } }
  }

  /// What can be done about errors that come from the way files are run.
  private static func advice(_ error: PostgresError, _ script: SQLScript) -> String? {
    guard ["25001", "2D000"].contains(error.sqlState) else { return nil }
    let directive = SQLScript.noTransactionDirective
    return script.runsInTransaction
      ? "put this statement in a file of its own, with '\(directive)' as the first line"
      : "put this statement outside of the file's own BEGIN … COMMIT, and of functions and DO blocks"
  }
}

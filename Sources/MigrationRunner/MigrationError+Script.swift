internal import LibPQ
internal import SQLMigrations

extension MigrationError {
  /// What the server said about a file, at the place it means.
  ///
  /// Where it names no place, as with a violated constraint, that is the line of data or of code that it names, or the
  /// statement's start; where it isn't known either, no line is made up.
  ///
  /// - Parameters:
  ///   - error: What the server or libpq said.
  ///   - whole: The file that was run.
  ///   - query: What the server had been sent of it, or of a file it includes; `nil` where it was something that the
  ///     file's doing made fail, such as the commit.
  ///   - isTransaction: Whether the whole file was one transaction.
  ///   - remains: Whether something that the file did is still there.
  init(
    _ error: PostgresError, in whole: ScriptSteps, query: SentQuery?, isTransaction: Bool, remains: Bool
  ) {
    let script = query?.script ?? whole
    let offset = query?.place(of: error)
    let location = offset.flatMap { script.script.location(ofCharacter: script.position(ofByte: $0)) }
    let file = script.script.file
    let place = location.map { "\(file):\($0.line):\($0.column)" } ?? file
    var lines = ["\(place): error: \(error.server?.message ?? error.message)"]
    if let location { lines.append(script.script.excerpt(at: location)) }
    if let server = error.server { lines += Self.particulars(server) }
    var notes = [Self.advice(error, isTransaction), PsqlAdvice.note(atByte: offset, in: script, error)]
    if remains { notes.append(Self.remainder(of: whole, isTransaction)) }
    let failed = query?.statement(of: error)
    if failed?.traits.contains(.leavesInvalidIndex) == true, mayLeaveIndex(error) { notes.append(Self.invalidIndex) }
    lines += notes.compactMap(\.self).map { "note: \($0)" }
    self.init(.scriptFailed, [whole.script.file], lines.joined(separator: "\n"), underlyingError: error)
  }

  /// A file has something in it that can't be run, so that nothing was.
  static func refused(_ scripts: [ScriptSteps]) -> MigrationError {
    let lines = scripts.flatMap { script in
      script.problems.flatMap { problem in [problem.description] + (script.excerpt(of: problem).map { [$0] } ?? []) }
    }
    return MigrationError(
      .refused, scripts.map(\.script.file), (lines + ["note: nothing was run"]).joined(separator: "\n"))
  }

  /// That something is left of a file that failed.
  private static func remainder(of whole: ScriptSteps, _ isTransaction: Bool) -> String {
    if isTransaction { return "the file ends its transaction itself: what it did before that is still there" }
    guard whole.script.runsInTransaction, let (script, statement) = whole.standaloneStatement,
      let location = script.script.location(ofCharacter: script.position(ofByte: statement.range.lowerBound))
    else { return "the file runs without a transaction: what it did before is still there" }
    let place = "\(script.script.file):\(location.line):\(location.column)"
    return "the file runs statement by statement, since the one at \(place) can't be in a transaction: "
      + "what those before the error did is still there"
  }

  private static let invalidIndex =
    "an index that was not finished may be there, and is not valid: DROP INDEX IF EXISTS takes it away"

  /// Everything else the server said, in psql's words.
  private static func particulars(_ server: ServerMessage) -> [String] {
    [
      ("SQLSTATE", server.sqlState), ("DETAIL", server.detail), ("HINT", server.hint),
      ("QUERY", server.internalQuery), ("CONTEXT", server.context),
    ].compactMap { name, text in text.map { "\(name): \($0)" } }
  }

  /// What can be done about errors that come from the way files are run.
  private static func advice(_ error: PostgresError, _ isTransaction: Bool) -> String? {
    // `duplicate_object`
    if error.sqlState == "42710", error.server?.message.hasPrefix("role ") == true {
      return
        "roles belong to all databases of a server, and this one is there already: drop it, or make it only where it is not, "
        + "DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '…') THEN CREATE ROLE …; END IF; END $$"
    }
    guard ["25001", "2D000"].contains(error.sqlState) else { return nil }
    let directive = SQLScript.noTransactionDirective
    return isTransaction
      ? "put this statement in a file of its own, with '\(directive)' as the first line"
      : "put this statement outside of the file's own BEGIN … COMMIT, and of functions and DO blocks"
  }
}

/// Whether an index that is made concurrently is in the catalog when this is what stopped it: names are looked up before.
private func mayLeaveIndex(_ error: PostgresError) -> Bool {
  error.sqlState?.hasPrefix("42") == false && error.sqlState != "25001"
}

internal import LibPQ
internal import SQLMigrations

/// Where an error is inside of a DO block or a function that the same file makes.
///
/// The server tells the line in the code, `PL/pgSQL function f(integer) line 3 at PERFORM`, and sometimes the statement in it
/// and a position there. Source: PostgreSQL, src/pl/plpgsql/src/pl_exec.c, `plpgsql_exec_error_callback`.
enum RoutinePlace {
  /// The place of the innermost level whose code is in the file, as a byte's offset; `nil` where none is.
  static func offset(of error: PostgresError, _ statement: ScriptStatement, _ script: ScriptSteps) -> Int? {
    let levels = error.server?.context?.split(separator: "\n") ?? []
    // A block that is run by another's EXECUTE has the same name; the last is that of the statement.
    let block = levels.lastIndex { $0.hasPrefix(prefix + blockName) }
    for (index, level) in levels.enumerated() {
      guard let (name, line) = routine(level) else { continue }
      let isBlock = name == blockName
      if isBlock, index != block { continue }
      let owner = isBlock ? (script.isBlock(statement) ? statement : nil) : SQLName(name).flatMap(script.definition)
      guard let owner, let body = script.body(of: owner), let start = script.startOfLine(line, in: body) else {
        continue
      }
      let inner = index == 0 ? error.server.flatMap { offset(of: $0, in: body, from: start, script) } : nil
      return inner ?? script.skippingBlanks(start)
    }
    return nil
  }

  private static let prefix = "PL/pgSQL function "
  private static let blockName = "inline_code_block"

  /// The function and the line that a level of the call stack names.
  private static func routine(_ level: Substring) -> (name: String, line: Int)? {
    guard level.hasPrefix(prefix) else { return nil }
    let words = level.dropFirst(prefix.count).split(separator: " ")
    guard let index = words.lastIndex(of: "line"), index > 0, index + 1 < words.count, let line = Int(words[index + 1])
    else { return nil }
    return (words[..<index].joined(separator: " "), line)
  }

  /// The place of a position in a statement of the code, which is looked for from its line on.
  private static func offset(
    of message: ServerMessage, in body: Range<Int>, from start: Int, _ script: ScriptSteps
  ) -> Int? {
    guard let query = message.internalQuery, let position = message.internalPosition else { return nil }
    let distance = query.unicodeScalars.prefix(position - 1).reduce(0) { $0 + UTF8.width($1) }
    if let found = script.firstIndex(of: query, in: body, from: start) { return found + distance }
    // PERFORM is sent as SELECT.
    let select = "SELECT"
    guard query.hasPrefix(select), distance >= select.utf8.count else { return nil }
    return script.firstIndex(of: query.dropFirst(select.count), in: body, from: start).map {
      $0 + distance - select.utf8.count
    }
  }
}

internal import LibPQ
internal import SQLMigrations

/// Where in a file's lines of data an error of a COPY is.
enum CopyPlace {
  /// The start of the line that the server counts in its context, `COPY t, line 3, column id: "x"`.
  ///
  /// Source: PostgreSQL, src/backend/commands/copyfromparse.c, `CopyFromErrorCallback`.
  static func offset(of error: PostgresError, _ statement: ScriptStatement, _ script: ScriptSteps) -> Int? {
    guard let data = statement.data, let context = error.server?.context, script.countsLines(of: statement) else {
      return nil
    }
    let line = context.split(separator: "\n").last { $0.hasPrefix("COPY ") }
    guard let rest = line?.split(separator: ", line ").dropFirst().last, let number = Int(rest.prefix { $0.isNumber })
    else { return nil }
    return script.startOfLine(number, in: data)
  }
}

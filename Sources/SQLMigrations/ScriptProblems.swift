/// Looking for what can be told to be wrong with a script without a server.
///
/// Only what no server takes is a problem, so that nobody's build fails over SQL that runs.
package enum ScriptProblems {
  /// What is found, in the order of the text, up to where nothing can be told apart any more.
  package static func find(in script: SQLScript) -> [ScriptProblem] {
    let copy = script.statements.first(where: \.readsCopyData)?.position
    // The rows below such a statement are no SQL.
    if let found = unreadable(in: script), found.position < copy ?? .max { return [found.problem(in: script)] }
    let message =
      "only psql sends, as rows below the statement, the data of a COPY; write INSERT to load data "
      + "(pg_dump does with --inserts)"
    return copy.map { [Found(position: $0, message: message).problem(in: script)] } ?? []
  }

  /// A problem and where it is, as PostgreSQL counts.
  private struct Found {
    let position: Int
    let message: String

    func problem(in script: SQLScript) -> ScriptProblem {
      let start = SQLLocation(line: 1, column: 1)
      return ScriptProblem(location: script.location(ofCharacter: position) ?? start, message: message)
    }
  }

  /// The first thing that the server's lexer does not get past.
  private static func unreadable(in script: SQLScript) -> Found? {
    var bytes = Array(script.text.utf8)
    let end = bytes.count
    // This semicolon is one only where nothing is open; the new line ends a comment.
    bytes += Array("\n;".utf8)
    func found(_ offset: Int, _ message: String) -> Found {
      let text = String(decoding: bytes[..<offset], as: UTF8.self)
      return Found(position: text.unicodeScalars.count + 1, message: message)
    }
    var lexer = SQLLexer(bytes)
    var (start, last) = (0, 0)
    while let token = lexer.next() {
      // A quote right behind one belongs to the same text, but is a token of its own to the lexer.
      let goesOn = token.range.lowerBound == last && isDoubledQuote(at: last, in: bytes)
      if !goesOn { start = token.range.lowerBound }
      if start > end { return nil }
      if token.range.upperBound > end { return found(start, "what is quoted from here on has no end") }
      if bytes[start] == UInt8(ascii: "\\") {
        let command = String(decoding: bytes[start...].prefix { !" \t\r\n;".utf8.contains($0) }, as: UTF8.self)
        return found(
          start,
          "'\(command)' is a command of psql, which has no part in migrations: take it out, or say the same in SQL")
      }
      last = token.range.upperBound
    }
    return found(openComment(in: bytes, from: last), "the comment from here on has no end")
  }

  private static func isDoubledQuote(at index: Int, in bytes: [UInt8]) -> Bool {
    index > 0 && bytes[index] == bytes[index - 1] && #"'""#.utf8.contains(bytes[index])
  }

  /// Where the comment starts that has no end, behind the last token.
  private static func openComment(in bytes: [UInt8], from start: Int) -> Int {
    var (index, depth, opening) = (start, 0, start)
    while index + 1 < bytes.count {
      switch (Unicode.Scalar(bytes[index]), Unicode.Scalar(bytes[index + 1])) {
      case ("-", "-") where depth == 0:
        index = bytes[index...].firstIndex { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") } ?? bytes.count
      case ("/", "*"):
        if depth == 0 { opening = index }
        depth += 1
        index += 2
      case ("*", "/"):
        depth -= 1
        index += 2
      default: index += 1
      }
    }
    return opening
  }
}

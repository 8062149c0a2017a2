/// One of the statements of a script.
package struct SQLStatement: Sendable, Hashable {
  /// The statement from its first token to its last, without the semicolon and comments around it.
  package let text: String
  /// Where it starts in the script's text, counted from 1 in Unicode scalars, as PostgreSQL does.
  package let position: Int

  /// Whether it is a COPY whose data the client has to send.
  package var readsCopyData: Bool {
    var lexer = SQLLexer(Array(text.utf8))
    var words: [String] = []
    while let token = lexer.next() { words.append(token.kind == .word ? lexer.word(token) : "") }
    guard words.first == "copy" else { return false }
    return zip(words, words.dropFirst()).contains { $0 == "from" && $1 == "stdin" }
  }
}

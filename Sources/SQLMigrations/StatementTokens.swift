/// The tokens of a statement, taken one after the other.
struct StatementTokens {
  private let lexer: SQLLexer
  private var tokens: ArraySlice<SQLLexer.Token>

  init(_ bytes: [UInt8], _ statement: Range<Int>) {
    var lexer = SQLLexer(bytes)
    lexer.index = statement.lowerBound
    var tokens: [SQLLexer.Token] = []
    while let token = lexer.next(), token.range.upperBound <= statement.upperBound { tokens.append(token) }
    (self.lexer, self.tokens) = (lexer, tokens[...])
  }

  var isEmpty: Bool { tokens.isEmpty }

  /// Whether a keyword, in lower case, comes next.
  func isNext(_ keyword: String) -> Bool { word(tokens.first) == keyword }

  /// Goes past some keywords, in lower case, where these come next.
  ///
  /// - Returns: Whether they do.
  mutating func take(_ keywords: String...) -> Bool {
    guard tokens.count >= keywords.count, zip(tokens, keywords).allSatisfy({ word($0) == $1 }) else { return false }
    tokens = tokens.dropFirst(keywords.count)
    return true
  }

  /// Goes past a sign, where it comes next.
  mutating func take(symbol: Character) -> Bool {
    guard let token = tokens.first, token.kind == .other, text(token) == String(symbol) else { return false }
    tokens = tokens.dropFirst()
    return true
  }

  /// The next token as it is written.
  mutating func takeText() -> String? { tokens.popFirst().map(text) }

  /// The next token as a name, as the server knows it; `nil` where it is none.
  mutating func takeName() -> String? {
    guard let token = tokens.first, let name = SQLName.part(token, lexer) else { return nil }
    tokens = tokens.dropFirst()
    return name
  }

  /// The next tokens, with commas between them, as they are written.
  mutating func takeList() -> [String] {
    var all: [String] = []
    repeat {
      guard let text = takeText() else { break }
      all.append(text)
    } while take(symbol: ",")
    return all
  }

  private func word(_ token: SQLLexer.Token?) -> String? {
    guard let token, token.kind == .word else { return nil }
    return lexer.word(token)
  }

  private func text(_ token: SQLLexer.Token) -> String { String(decoding: lexer.bytes[token.range], as: UTF8.self) }
}

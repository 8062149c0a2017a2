/// Takes SQL apart into tokens, as far as it matters for where a statement ends.
///
/// Words are told from quotes, comments, parentheses and semicolons by the rules of the server's own lexer,
/// which psql shares, with `standard_conforming_strings` on. Text that the server can't read either comes out
/// as some token. Source: PostgreSQL, src/backend/parser/scan.l and src/fe_utils/psqlscan.l.
struct SQLLexer {
  /// What a token is.
  enum Kind { case word, semicolon, openingParenthesis, closingParenthesis, dot, other }

  /// A piece of the text that is neither white space nor a comment.
  struct Token {
    let kind: Kind
    /// Its bytes' offsets.
    let range: Range<Int>
  }

  /// The text in UTF-8. Every byte that has a meaning here is ASCII, and so never a part of another character.
  let bytes: [UInt8]
  /// Where the next token is looked for.
  var index = 0
  private let roles = ByteRole.table

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// The next token; `nil` at the end.
  mutating func next() -> Token? {
    skipBlanks()
    guard index < bytes.count else { return nil }
    let start = index
    let kind = takeToken()
    return Token(kind: kind, range: start..<index)
  }

  /// The word of a token as keywords are compared, in lower case.
  func word(_ token: Token) -> String {
    String(decoding: bytes[token.range].map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }, as: UTF8.self)
  }

  /// The byte so far behind the next one; 0, which no script has, after the end.
  func byte(ahead distance: Int = 0) -> UInt8 {
    index + distance < bytes.count ? bytes[index + distance] : 0
  }

  /// What a byte that is there is for.
  func role(at index: Int) -> ByteRole { roles[Int(bytes[index])] }

  private mutating func takeToken() -> Kind {
    switch role(at: index) {
    case .letter: return takeWord()
    case .escapeLetter where byte(ahead: 1) == UInt8(ascii: "'"):
      index += 1
      skipString(hasEscapes: true)
    case .escapeLetter: return takeWord()
    case .digit: skipNumber()
    case .quote: skipString(hasEscapes: false)
    case .doubleQuote: skipQuoted(UInt8(ascii: "\""))
    case .dollar: skipDollarQuoted()
    case .semicolon: return takeByte(.semicolon)
    case .openingParenthesis: return takeByte(.openingParenthesis)
    case .closingParenthesis: return takeByte(.closingParenthesis)
    case .dot: return takeByte(.dot)
    case .blank, .newLine, .dash, .slash, .other: return takeByte(.other)
    }
    return .other
  }

  private mutating func takeByte(_ kind: Kind) -> Kind {
    index += 1
    return kind
  }

  private mutating func takeWord() -> Kind {
    // No dollar quote starts inside of a word: `a$$b` is one.
    while index < bytes.count, role(at: index).isInWord || role(at: index) == .dollar { index += 1 }
    return .word
  }

  private mutating func skipNumber() {
    // With its dot: in `CASE … THEN 1. END` that makes no name of END.
    while index < bytes.count, role(at: index).isInWord || role(at: index) == .dot { index += 1 }
  }
}

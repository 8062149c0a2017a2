/// Takes SQL apart into tokens, as far as it matters for where a statement ends and what psql makes of it.
///
/// Words are told from quotes, comments, parentheses and semicolons by the rules of the server's own lexer,
/// which psql shares, and psql's variables and commands are tokens, too. Text that the server can't read either comes out
/// as some token. Source: PostgreSQL, src/backend/parser/scan.l and src/fe_utils/psqlscan.l.
struct SQLLexer {
  /// What a token is.
  enum Kind { case word, semicolon, openingParenthesis, closingParenthesis, dot, variable, backslash, other }

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
  /// Whether a backslash is a character like any other in `'…'`: the setting `standard_conforming_strings`.
  var hasStandardStrings = true
  /// What that becomes at an end of line: psql asks for the setting once for each line.
  var nextStandardStrings: (newLine: Int, value: Bool)?
  /// The quote or comment that goes to the end of the text because nothing ends it.
  var unterminated: Unterminated?
  /// What is passed over in the text: from an end of line, to an offset. `newLine` is no offset where there is none.
  private(set) var leap = (newLine: -1, end: -1)
  let roles = ByteRole.table

  /// What has no end, and where it starts.
  struct Unterminated {
    enum Kind: String {
      case string = "quoted string"
      case identifier = "quoted identifier"
      case dollarQuote = "dollar-quoted string"
      case comment = "comment"
    }
    let kind: Kind
    let start: Int
  }

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
  func word(_ token: Token) -> String { word(token.range) }

  /// The word in a range as keywords are compared, in lower case.
  func word(_ range: Range<Int>) -> String {
    String(decoding: bytes[range].map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }, as: UTF8.self)
  }

  /// Whether a word is a keyword, which is given in lower case. Makes no string, since a dump has many words.
  func matches(_ range: Range<Int>, _ keyword: StaticString) -> Bool {
    guard range.count == keyword.utf8CodeUnitCount else { return false }
    for offset in 0..<range.count {
      let (byte, wanted) = (bytes[range.lowerBound + offset], keyword.utf8Start[offset])
      // An underscore has no small form.
      if byte != wanted, byte | 0x20 != wanted { return false }
    }
    return true
  }

  /// The byte so far behind the next one; 0, which no script has, after the end.
  func byte(ahead distance: Int = 0) -> UInt8 {
    index + distance < bytes.count ? bytes[index + distance] : 0
  }

  /// What a byte that is there is for.
  func role(at index: Int) -> ByteRole { roles[Int(bytes[index])] }

  /// Has what is between an end of line and an offset passed over when the end of line is reached.
  mutating func leap(from newLine: Int, to end: Int) { leap = (newLine, end) }

  /// Goes past an end of line, and what is to be passed over there.
  mutating func takeNewLine() {
    if index == leap.newLine {
      index = leap.end
      leap = (-1, -1)
    } else {
      index += 1
    }
  }

  private mutating func takeToken() -> Kind {
    switch role(at: index) {
    case .letter: return takePrefix() ?? takeWord()
    case .escapeLetter where byte(ahead: 1) == UInt8(ascii: "'"):
      skipString(from: 1, hasEscapes: true)
    case .escapeLetter: return takeWord()
    case .digit: skipNumber()
    case .quote:
      if let next = nextStandardStrings, index > next.newLine {
        (hasStandardStrings, nextStandardStrings) = (next.value, nil)
      }
      skipString(from: 0, hasEscapes: !hasStandardStrings && !isAfterPrefix)
    case .doubleQuote: skipQuoted(UInt8(ascii: "\""), .identifier)
    case .dollar: skipDollarQuoted()
    case .semicolon: return takeByte(.semicolon)
    case .openingParenthesis: return takeByte(.openingParenthesis)
    case .closingParenthesis: return takeByte(.closingParenthesis)
    case .dot: return takeByte(.dot)
    case .colon: return takeColon()
    case .backslash: return takeByte(.backslash)
    case .blank, .newLine, .dash, .slash, .other: return takeByte(.other)
    }
    return .other
  }

  private mutating func takeByte(_ kind: Kind) -> Kind {
    index += 1
    return kind
  }

  /// Takes what belongs to the quotes behind it, as in `U&'…'`, `B'…'`, and so is no word.
  private mutating func takePrefix() -> Kind? {
    // Nearly all words have none.
    let next = byte(ahead: 1)
    guard next == UInt8(ascii: "'") || next == UInt8(ascii: "&") else { return nil }
    switch (bytes[index] | 0x20, next, byte(ahead: 2)) {
    case (UInt8(ascii: "u"), UInt8(ascii: "&"), UInt8(ascii: "'")),
      (UInt8(ascii: "u"), UInt8(ascii: "&"), UInt8(ascii: "\"")):
      index += 2
    case (UInt8(ascii: "b"), UInt8(ascii: "'"), _), (UInt8(ascii: "x"), UInt8(ascii: "'"), _),
      (UInt8(ascii: "n"), UInt8(ascii: "'"), _):
      index += 1
    default: return nil
    }
    return .other
  }

  private mutating func takeWord() -> Kind {
    index = bytes.withUnsafeBufferPointer { buffer in
      guard let bytes = buffer.baseAddress else { return index }
      var end = index
      while end < buffer.count, roles[Int(bytes[end])].continuesWord { end += 1 }
      return end
    }
    return .word
  }

  /// Skips a number and the letters that are right behind it, which belong to no word.
  private mutating func skipNumber() {
    // With its dot: in `CASE … THEN 1. END` that makes no name of END.
    while index < bytes.count, role(at: index) == .digit || role(at: index) == .dot { index += 1 }
    // The sign of an exponent is part of it, also where no digit follows: `1e--` has no comment. Source: scan.l, `realfail`.
    if byte() | 0x20 == UInt8(ascii: "e"), byte(ahead: 1) == UInt8(ascii: "-") || byte(ahead: 1) == UInt8(ascii: "+") {
      index += 2
    }
    if index < bytes.count, role(at: index).isInWord { _ = takeWord() }
  }
}

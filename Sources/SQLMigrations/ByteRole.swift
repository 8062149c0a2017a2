/// What a byte of SQL is for, outside of quotes and comments.
///
/// What words are made of comes first, so that one comparison tells it.
enum ByteRole: UInt8 {
  case letter, escapeLetter, digit, dollar, blank, newLine
  case quote, doubleQuote
  case semicolon, openingParenthesis, closingParenthesis, dot, dash, slash, colon, backslash, other

  /// The role of each byte, to be looked up: a dump has many of them.
  static let table: [ByteRole] = (0...UInt8.max).map { ByteRole($0) }

  private init(_ byte: UInt8) {
    switch Unicode.Scalar(byte) {
    case "e", "E": self = .escapeLetter
    case "a"..."z", "A"..."Z", "_": self = .letter
    // Whatever is beyond ASCII is a letter to the server.
    case "\u{80}"...: self = .letter
    case "0"..."9": self = .digit
    case "\n", "\r": self = .newLine
    // A vertical tab is white space since PostgreSQL 16, an error before.
    case " ", "\t", "\u{B}", "\u{C}": self = .blank
    case "'": self = .quote
    case "\"": self = .doubleQuote
    case "$": self = .dollar
    case ";": self = .semicolon
    case "(": self = .openingParenthesis
    case ")": self = .closingParenthesis
    case ".": self = .dot
    case "-": self = .dash
    case "/": self = .slash
    case ":": self = .colon
    case "\\": self = .backslash
    default: self = .other
    }
  }

  /// Whether a word may go on with it, or the tag of a dollar quote.
  var isInWord: Bool { rawValue <= Self.digit.rawValue }

  /// Whether a word that has begun may go on with it: no dollar quote starts inside of a word, `a$$b` is one.
  var continuesWord: Bool { rawValue <= Self.dollar.rawValue }
}

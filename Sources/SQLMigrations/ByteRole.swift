/// What a byte of SQL is for, outside of quotes and comments.
enum ByteRole {
  case letter, escapeLetter, digit, blank, newLine
  case quote, doubleQuote, dollar
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
  var isInWord: Bool { self == .letter || self == .escapeLetter || self == .digit }
}

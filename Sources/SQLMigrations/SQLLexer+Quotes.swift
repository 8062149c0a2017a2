extension SQLLexer {
  /// Skips a string literal.
  ///
  /// - Parameters:
  ///   - distance: How far behind the token's start its first quote is.
  ///   - hasEscapes: Whether a backslash takes the next character's meaning away, as in `E'\''`.
  mutating func skipString(from distance: Int, hasEscapes: Bool) {
    let start = index
    index += distance
    guard hasEscapes else { return skipQuoted(UInt8(ascii: "'"), .string) }
    repeat {
      index += 1
      if !skipEscapedPart() { return unterminated = Unterminated(kind: .string, start: start) }
    } while skipToContinuation()
  }

  /// Skips what is in quotes, where two of them stand for one; U&'…', B'…' and "…" end like this, too.
  mutating func skipQuoted(_ quote: UInt8, _ kind: Unterminated.Kind) {
    let start = index
    repeat {
      guard let end = ByteSearch.firstIndex(of: quote, in: bytes, from: index + 1) else {
        index = bytes.count
        return unterminated = Unterminated(kind: kind, start: start)
      }
      index = end + 1
    } while byte() == quote
  }

  /// Skips `$tag$ … $tag$`; where it is none, as in the parameter `$1`, the dollar sign alone.
  mutating func skipDollarQuoted() {
    let start = index
    index += 1
    guard index < bytes.count, role(at: index) != .digit else { return }
    var end = index
    while end < bytes.count, role(at: end).isInWord { end += 1 }
    guard end < bytes.count, role(at: end) == .dollar else { return }
    let tag = bytes[start...end]
    index = end + 1
    while let dollar = ByteSearch.firstIndex(of: UInt8(ascii: "$"), in: bytes, from: index) {
      index = dollar + 1
      guard bytes[dollar...].starts(with: tag) else { continue }
      index = dollar + tag.count
      return
    }
    index = bytes.count
    unterminated = Unterminated(kind: .dollarQuote, start: start)
  }

  /// Skips white space and comments.
  mutating func skipBlanks() {
    while true {
      index = endOfBlanks
      guard index < bytes.count else { return }
      switch role(at: index) {
      case .newLine: takeNewLine()
      case .dash where byte(ahead: 1) == UInt8(ascii: "-"): skipLineComment()
      case .slash where byte(ahead: 1) == UInt8(ascii: "*"): skipBlockComment()
      default: return
      }
    }
  }

  /// Where the white space ends that starts here, or what is to be passed over begins.
  private var endOfBlanks: Int {
    bytes.withUnsafeBufferPointer { buffer in
      guard let bytes = buffer.baseAddress else { return index }
      var end = index
      while end < buffer.count {
        let role = roles[Int(bytes[end])]
        guard role == .blank || role == .newLine && end != leap.newLine else { break }
        end += 1
      }
      return end
    }
  }

  /// Skips to the quote that ends the part, and past it.
  ///
  /// - Returns: False where there is none.
  private mutating func skipEscapedPart() -> Bool {
    let (quote, backslash) = (UInt8(ascii: "'"), UInt8(ascii: "\\"))
    while index < bytes.count {
      let next = bytes[index]
      index += next == backslash ? 2 : 1
      guard next == quote else { continue }
      guard byte() == quote else { return true }
      index += 1
    }
    index = bytes.count
    return false
  }

  /// Skips to the quote with which a string goes on in another line, in which backslashes count as before.
  ///
  /// - Returns: False where it doesn't, and nothing was skipped.
  private mutating func skipToContinuation() -> Bool {
    let start = index
    var hasNewLine = false
    loop: while index < bytes.count {
      switch role(at: index) {
      case .blank: index += 1
      case .newLine:
        hasNewLine = true
        index += 1
      case .dash where byte(ahead: 1) == UInt8(ascii: "-"): skipLineComment()
      default: break loop
      }
    }
    if hasNewLine, byte() == UInt8(ascii: "'") { return true }
    index = start
    return false
  }

  private mutating func skipLineComment() {
    while index < bytes.count, role(at: index) != .newLine { index += 1 }
  }

  /// Skips a comment and those inside it.
  private mutating func skipBlockComment() {
    let (slash, star) = (UInt8(ascii: "/"), UInt8(ascii: "*"))
    let start = index
    var depth = 0
    repeat {
      let (first, second) = (byte(), byte(ahead: 1))
      let (opens, closes) = (first == slash && second == star, first == star && second == slash)
      depth += opens ? 1 : closes ? -1 : 0
      index += opens || closes ? 2 : 1
    } while depth > 0 && index < bytes.count
    index = min(index, bytes.count)
    if depth > 0 { unterminated = Unterminated(kind: .comment, start: start) }
  }
}

/// The words of a statement, as far as they are needed to tell what it does.
struct StatementWords {
  /// Its words in lower case, and its strings without quotes; punctuation is left out.
  let words: [String]
  /// The offsets of the bytes of each.
  let ranges: [Range<Int>]

  /// Reads words.
  ///
  /// - Parameter limit: How many at most.
  init(_ bytes: [UInt8], _ statement: Range<Int>, limit: Int = .max) {
    var lexer = SQLLexer(bytes)
    lexer.index = statement.lowerBound
    var (words, ranges): ([String], [Range<Int>]) = ([], [])
    while words.count < limit, let token = lexer.next(), token.range.upperBound <= statement.upperBound {
      switch token.kind {
      case .word: words.append(lexer.word(token))
      case .other where [UInt8(ascii: "'"), UInt8(ascii: "\"")].contains(bytes[token.range.lowerBound]):
        words.append(lexer.word(token.range.dropFirst().dropLast()))
      case .other where bytes[token.range.lowerBound] >= 0x30 && bytes[token.range.lowerBound] <= 0x39:
        words.append(lexer.word(token))
      case .other where token.range.count > 1:
        // Strings with a prefix, and in dollar signs, whose content matters only in DO.
        words.append("")
      default: continue
      }
      ranges.append(token.range)
    }
    (self.words, self.ranges) = (words, ranges)
  }
}

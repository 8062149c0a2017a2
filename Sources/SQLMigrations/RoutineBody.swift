/// The bodies that statements have in quotes.
enum RoutineBody {
  /// The offsets of what is between the quotes of each string in a statement, `$tag$ … $tag$` or `'…'`.
  ///
  /// Only these have the same lines inside as the text has: in `E'…'` there may be others.
  static func all(in statement: Range<Int>, _ bytes: [UInt8]) -> [Range<Int>] {
    var lexer = SQLLexer(bytes)
    lexer.index = statement.lowerBound
    var bodies: [Range<Int>] = []
    while let token = lexer.next(), token.range.upperBound <= statement.upperBound {
      let range = token.range
      guard token.kind == .other, range.count > 1 else { continue }
      if bytes[range.lowerBound] == UInt8(ascii: "'") { bodies.append(range.dropFirst().dropLast()) }
      guard bytes[range.lowerBound] == UInt8(ascii: "$"),
        let end = ByteSearch.firstIndex(of: UInt8(ascii: "$"), in: bytes, from: range.lowerBound + 1)
      else { continue }
      let tag = end + 1 - range.lowerBound
      if range.count >= 2 * tag { bodies.append(range.dropFirst(tag).dropLast(tag)) }
    }
    return bodies
  }
}

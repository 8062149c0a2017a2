/// Tells what a statement does, as far as it matters for how it is sent.
enum StatementReader {
  /// The traits of a statement, which the state takes note of.
  static func traits(of statement: Range<Int>, _ splitter: StatementSplitter, _ state: inout PsqlState) -> StatementTraits {
    if splitter.readsCopyData { return .readsCopyData }
    let (bytes, lexer) = (splitter.lexer.bytes, splitter.lexer)
    guard let first = firstWord(of: statement, lexer), let limit = limit(lexer, first) else { return [] }
    let words = StatementWords(bytes, statement, limit: limit).words
    var traits: StatementTraits = []
    if state.follow(words) { traits.insert(.changesReading) }
    if words.first == "call" { traits.insert(.calls) }
    let ends = words.first == "do" && TransactionEnd.isIn(routine: statement, bytes)
    if ends || StandaloneStatement.matches(words) { traits.insert(.standsAlone) }
    if StandaloneStatement.makesIndex(words), words.first == "create" { traits.insert(.leavesInvalidIndex) }
    return traits
  }

  private static func firstWord(of statement: Range<Int>, _ lexer: SQLLexer) -> Range<Int>? {
    var end = statement.lowerBound
    while end < statement.upperBound, lexer.role(at: end).isInWord { end += 1 }
    return end > statement.lowerBound ? statement.lowerBound..<end : nil
  }

  /// How many words of a statement matter; `nil` for those that never do, which are nearly all in a dump.
  private static func limit(_ lexer: SQLLexer, _ word: Range<Int>) -> Int? {
    switch lexer.bytes[word.lowerBound] | 0x20 {
    case UInt8(ascii: "a"): lexer.matches(word, "alter") ? .max : lexer.matches(word, "abort") ? 1 : nil
    case UInt8(ascii: "b"): lexer.matches(word, "begin") ? 1 : nil
    case UInt8(ascii: "c"):
      lexer.matches(word, "create")
        ? 16 : lexer.matches(word, "cluster") || lexer.matches(word, "commit") || lexer.matches(word, "call") ? 4 : nil
    case UInt8(ascii: "d"):
      lexer.matches(word, "drop") || lexer.matches(word, "discard") || lexer.matches(word, "do") ? 3 : nil
    case UInt8(ascii: "e"): lexer.matches(word, "end") ? 1 : nil
    case UInt8(ascii: "r"):
      lexer.matches(word, "reset") || lexer.matches(word, "rollback") || lexer.matches(word, "reindex") ? 12 : nil
    case UInt8(ascii: "s"):
      lexer.matches(word, "set") || lexer.matches(word, "start") || lexer.matches(word, "select") ? 6 : nil
    case UInt8(ascii: "v"): lexer.matches(word, "vacuum") ? 1 : nil
    default: nil
    }
  }
}

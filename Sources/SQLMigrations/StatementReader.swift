/// Tells what a statement does, as far as it matters for how it is sent.
enum StatementReader {
  /// The traits of a statement, which the state takes note of.
  static func traits(
    of statement: Range<Int>, _ splitter: StatementSplitter, _ state: inout PsqlState
  ) -> StatementTraits {
    if splitter.readsCopyData { return .readsCopyData }
    let (bytes, lexer) = (splitter.lexer.bytes, splitter.lexer)
    guard let first = firstWord(of: statement, lexer), let limit = limit(lexer, statement, first) else { return [] }
    let words = StatementWords(bytes, statement, limit: limit).words
    var traits: StatementTraits = []
    if state.follow(words) { traits.insert(.changesReading) }
    if words.first == "call" { traits.insert(.calls) }
    if let first = words.first, transactionControl.contains(first) { traits.insert(.controlsTransaction) }
    let ends = words.first == "do" && TransactionEnd.isIn(routine: statement, bytes)
    if ends || StandaloneStatement.matches(words) { traits.insert(.standsAlone) }
    if StandaloneStatement.makesIndex(words), words.first == "create" { traits.insert(.leavesInvalidIndex) }
    if let first = words.first, ["create", "drop"].contains(first), words.count > 1,
      RoleStatement.kinds.contains(words[1])
    {
      traits.insert(.changesRoles)
    }
    return traits
  }

  private static let transactionControl: Set = ["begin", "start", "commit", "end", "rollback", "abort"]

  private static func firstWord(of statement: Range<Int>, _ lexer: SQLLexer) -> Range<Int>? {
    var end = statement.lowerBound
    while end < statement.upperBound, lexer.role(at: end).isInWord { end += 1 }
    return end > statement.lowerBound ? statement.lowerBound..<end : nil
  }

  /// How many words of a statement matter; `nil` for those that never do, which are nearly all in a dump.
  private static func limit(_ lexer: SQLLexer, _ statement: Range<Int>, _ word: Range<Int>) -> Int? {
    func isFirst(_ keyword: StaticString) -> Bool { lexer.matches(word, keyword) }
    switch lexer.bytes[word.lowerBound] | 0x20 {
    case UInt8(ascii: "a") where isFirst("alter"): return limit(lexer, statement, word, ofAlter: true)
    case UInt8(ascii: "a"): return isFirst("abort") ? 1 : nil
    case UInt8(ascii: "b"): return isFirst("begin") ? 1 : nil
    case UInt8(ascii: "c") where isFirst("create"): return limit(lexer, statement, word, ofAlter: false)
    case UInt8(ascii: "c"): return isFirst("cluster") || isFirst("commit") || isFirst("call") ? 4 : nil
    case UInt8(ascii: "d"): return isFirst("drop") || isFirst("discard") || isFirst("do") ? 3 : nil
    case UInt8(ascii: "e"): return isFirst("end") ? 1 : nil
    case UInt8(ascii: "r"): return isFirst("reset") || isFirst("rollback") || isFirst("reindex") ? 12 : nil
    case UInt8(ascii: "s") where isFirst("select"):
      let second = secondWord(lexer, word)
      return lexer.matches(second, "pg_catalog") || lexer.matches(second, "set_config") ? 6 : nil
    case UInt8(ascii: "s"): return isFirst("set") || isFirst("start") ? 6 : nil
    case UInt8(ascii: "v"): return isFirst("vacuum") ? 1 : nil
    default: return nil
    }
  }

  private static func limit(
    _ lexer: SQLLexer, _ statement: Range<Int>, _ word: Range<Int>, ofAlter: Bool
  ) -> Int? {
    let second = secondWord(lexer, word)
    func isSecond(_ keyword: StaticString) -> Bool { lexer.matches(second, keyword) }
    if isSecond("database") || isSecond("subscription") { return .max }
    if ofAlter {
      let end = statement.suffix("concurrently".utf8.count)
      return isSecond("system") ? 2 : isSecond("table") && lexer.matches(end, "concurrently") ? .max : nil
    }
    if isSecond("role") || isSecond("user") || isSecond("group") { return 2 }
    return isSecond("index") || isSecond("unique") || isSecond("tablespace") ? 4 : nil
  }

  /// The word behind one; empty where there is none.
  private static func secondWord(_ lexer: SQLLexer, _ first: Range<Int>) -> Range<Int> {
    var lexer = lexer
    lexer.index = first.upperBound
    guard let token = lexer.next(), token.kind == .word else { return first.upperBound..<first.upperBound }
    return token.range
  }
}

/// Finds where statements start and end.
///
/// They end at semicolons outside of parentheses, since CREATE RULE takes several statements in them, and
/// outside of the bodies of SQL functions, `BEGIN ATOMIC … END`.
struct StatementSplitter {
  private var lexer: SQLLexer
  private var parentheses = 0
  /// How many END there are to come: of the body, and of each CASE inside.
  private var openBlocks = 0
  /// The first words, which tell whether it makes a function.
  private var beginning: [String] = []
  /// The word before, or `.`.
  private var last = ""

  init(_ bytes: [UInt8]) { lexer = SQLLexer(bytes) }

  /// The offsets of the next statement's bytes, from its first token to its last, without the semicolon.
  mutating func next() -> Range<Int>? {
    (parentheses, openBlocks, beginning, last) = (0, 0, [], "")
    var statement: Range<Int>?
    while let token = lexer.next() {
      let isEnd = token.kind == .semicolon && parentheses == 0 && openBlocks == 0
      if isEnd, statement != nil { break }
      if isEnd { continue }
      follow(token)
      statement = (statement?.lowerBound ?? token.range.lowerBound)..<token.range.upperBound
    }
    return statement
  }

  private mutating func follow(_ token: SQLLexer.Token) {
    var current = ""
    switch token.kind {
    case .openingParenthesis: parentheses += 1
    case .closingParenthesis: parentheses = max(0, parentheses - 1)
    case .dot: current = "."
    case .word where beginning.count < 4 || makesRoutine:
      current = lexer.word(token)
      if beginning.count < 4 { beginning.append(current) }
      if makesRoutine, parentheses == 0 { follow(word: current) }
    default: break
    }
    last = current
  }

  /// Counts the blocks of a function's body.
  private mutating func follow(word: String) {
    switch (last, word) {
    // Names, as in `SELECT 1 AS end`.
    case ("as", _) where openBlocks > 0, (".", _): break
    case ("begin", "atomic") where openBlocks == 0: openBlocks = 1
    case (_, "case") where openBlocks > 0: openBlocks += 1
    case (_, "end") where openBlocks > 0: openBlocks -= 1
    default: break
    }
  }

  /// Whether it starts with CREATE [OR REPLACE] FUNCTION or PROCEDURE.
  private var makesRoutine: Bool {
    guard beginning.first == "create" else { return false }
    let object = beginning.dropFirst().starts(with: ["or", "replace"]) ? 3 : 1
    return beginning.count > object && ["function", "procedure"].contains(beginning[object])
  }
}

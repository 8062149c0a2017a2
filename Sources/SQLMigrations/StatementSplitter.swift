/// Finds where statements start and end, and where psql's commands are.
///
/// They end at semicolons outside of parentheses, since CREATE RULE takes several statements in them, and
/// outside of the bodies of SQL functions, `BEGIN ATOMIC … END`. psql takes any BEGIN and END in a function's statement
/// for such a body; what it would cut in the wrong place for that, as at `AS end`, is cut where the server does.
struct StatementSplitter {
  /// What was found.
  enum Element {
    /// The offsets of a statement's bytes, from its first token to its last, without the semicolon.
    case statement(Range<Int>)
    /// A backslash, and the statement that it stands in the middle of.
    case backslash(Int, within: Range<Int>?)
    /// What starts here goes on below the data of a COPY that ends in the same line.
    case straddling(Int)
  }

  var lexer: SQLLexer
  /// Whether the statement is a COPY whose data the client has to send.
  private(set) var readsCopyData = false
  /// The places where psql would put a variable that it always has.
  var variables: [Range<Int>] = []
  private var parentheses = 0
  /// How many END there are to come: of the body, and of each CASE inside.
  private var openBlocks = 0
  /// How the statement begins, as far as its words have told.
  private var beginning = Beginning.none
  /// What the token before was.
  private var last = Last.other

  private enum Beginning { case none, create, createOr, createOrReplace, routine, copy, other }
  private enum Last { case dot, asWord, begin, from, other }

  init(_ bytes: [UInt8]) { lexer = SQLLexer(bytes) }

  /// What comes next; `nil` at the end.
  mutating func next() -> Element? {
    (parentheses, openBlocks, beginning, last, readsCopyData) = (0, 0, .none, .other, false)
    let newLine = lexer.leap.newLine
    var (start, end) = (-1, -1)
    while true {
      // Of the rest of a statement no word matters; nearly all of a dump is that.
      if beginning == .other, newLine < 0, let last = lexer.skipPlainTokens() { end = last }
      guard let token = lexer.next() else { break }
      if newLine >= 0, straddles(token, newLine, start) { return .straddling(start >= 0 ? start : newLine) }
      if token.kind == .backslash {
        return .backslash(token.range.lowerBound, within: start >= 0 ? start..<end : nil)
      }
      if token.kind == .semicolon, parentheses == 0, openBlocks == 0 {
        if start >= 0 { return .statement(start..<end) }
        continue
      }
      follow(token, isFirst: start < 0)
      if start < 0 { start = token.range.lowerBound }
      end = token.range.upperBound
    }
    return start >= 0 ? .statement(start..<end) : nil
  }

  /// Whether a token, or the statement it belongs to, is on both sides of data that is passed over.
  private func straddles(_ token: SQLLexer.Token, _ newLine: Int, _ start: Int) -> Bool {
    let start = start >= 0 ? start : token.range.lowerBound
    return token.range.upperBound > newLine && (start <= newLine || lexer.leap.newLine >= 0)
  }

  private mutating func follow(_ token: SQLLexer.Token, isFirst: Bool) {
    var current = Last.other
    switch token.kind {
    case .openingParenthesis: parentheses += 1
    case .closingParenthesis: parentheses = max(0, parentheses - 1)
    case .dot: current = .dot
    case .word where beginning != .other: current = follow(word: token.range, isFirst)
    case .variable:
      if PsqlVariable.isAlwaysSet(lexer.bytes[token.range]) { variables.append(token.range) }
    default: break
    }
    last = current
  }

  private mutating func follow(word: Range<Int>, _ isFirst: Bool) -> Last {
    switch beginning {
    // psql looks for CREATE at the first word, whatever is before it; the server takes COPY only as the first of all.
    case .none where lexer.matches(word, "create"): beginning = .create
    case .none: beginning = isFirst && lexer.matches(word, "copy") ? .copy : .other
    case .create where lexer.matches(word, "or"): beginning = .createOr
    case .createOr where lexer.matches(word, "replace"): beginning = .createOrReplace
    case .create, .createOrReplace:
      beginning = lexer.matches(word, "function") || lexer.matches(word, "procedure") ? .routine : .other
    case .createOr, .other: beginning = .other
    case .routine: return parentheses == 0 ? follow(wordOfRoutine: word) : .other
    case .copy where parentheses == 0:
      if last == .from, lexer.matches(word, "stdin") { readsCopyData = true }
      return lexer.matches(word, "from") ? .from : .other
    case .copy: break
    }
    return .other
  }

  /// Counts the blocks of a function's body.
  private mutating func follow(wordOfRoutine word: Range<Int>) -> Last {
    switch last {
    // Names, as in `SELECT 1 AS end`.
    case .dot: break
    case .asWord where openBlocks > 0: break
    case .begin where openBlocks == 0 && lexer.matches(word, "atomic"): openBlocks = 1
    default:
      if lexer.matches(word, "begin") { return .begin }
      if lexer.matches(word, "as") { return .asWord }
      if openBlocks > 0, lexer.matches(word, "case") { openBlocks += 1 }
      if openBlocks > 0, lexer.matches(word, "end") { openBlocks -= 1 }
    }
    return .other
  }
}

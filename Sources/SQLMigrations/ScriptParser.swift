/// Reads a file as psql does: statements, the data of COPY, and psql's commands, one after the other.
///
/// Source: PostgreSQL, src/bin/psql/mainloop.c and copy.c, and the lexers that ``SQLLexer`` and ``PsqlArguments`` name.
struct ScriptParser {
  /// What the file asks for next.
  enum Element {
    /// A statement: its bytes from the first token to the last, its traits, and the data that it has the client send.
    case statement(Range<Int>, StatementTraits, data: Range<Int>?)
    /// Another file to be run now, and where the command for it stands.
    case include(PsqlInclude, at: Int)
    /// A new connection in place of this one.
    case reconnect
    /// A line of text for people.
    case echo(String)
    /// A command that asks for what is done anyway.
    case granted
  }

  /// Something that can't be run, and where it stands.
  struct Problem {
    let code: MigrationFileError.Code
    let offset: Int
    let message: String
  }

  /// What the text so far decides about the rest; files that are included share it.
  var state: PsqlState
  /// What was wrong so far, of which there may be much in a file of another kind: the first are enough.
  private(set) var problems: [Problem] = []
  private var splitter: StatementSplitter
  private var bytes: [UInt8] { splitter.lexer.bytes }

  /// How many problems are looked for.
  private static let maximumProblems = 20

  init(_ bytes: [UInt8], _ state: PsqlState = PsqlState()) {
    splitter = StatementSplitter(bytes)
    splitter.lexer.hasStandardStrings = state.hasStandardStrings
    self.state = state
  }

  /// What comes next; `nil` at the end.
  mutating func next() -> Element? {
    while problems.count < Self.maximumProblems {
      followSetting()
      guard let found = splitter.next() else { break }
      noteVariables()
      switch found {
      case .statement(let range): return statement(range)
      case .straddling(let offset):
        note(.psqlOnly, offset, PsqlRefusal.straddling)
        splitter.lexer.index = bytes.count
      case .backslash(let offset, let statement):
        if let element = command(at: offset, within: statement) { return element }
      }
    }
    noteVariables()
    if let unterminated = splitter.lexer.unterminated {
      splitter.lexer.unterminated = nil
      note(.unterminated, unterminated.start, "a \(unterminated.kind.rawValue) that has no end")
    }
    return nil
  }

  /// Has the lexer follow `standard_conforming_strings`, from the next line on.
  private mutating func followSetting() {
    let known = splitter.lexer.nextStandardStrings?.value ?? splitter.lexer.hasStandardStrings
    guard known != state.hasStandardStrings else { return }
    let newLine = ByteSearch.firstIndex(of: UInt8(ascii: "\n"), in: bytes, from: splitter.lexer.index) ?? bytes.count
    splitter.lexer.nextStandardStrings = (newLine, state.hasStandardStrings)
  }

  private mutating func note(_ code: MigrationFileError.Code, _ offset: Int, _ message: String) {
    problems.append(Problem(code: code, offset: offset, message: message))
  }

  private mutating func noteVariables() {
    for place in splitter.variables {
      note(.psqlOnly, place.lowerBound, PsqlRefusal.variable(String(decoding: bytes[place], as: UTF8.self)))
    }
    splitter.variables = []
  }

  private mutating func statement(_ range: Range<Int>) -> Element {
    let traits = StatementReader.traits(of: range, splitter, &state)
    return .statement(range, traits, data: traits.contains(.readsCopyData) ? takeData() : nil)
  }

  /// Finds the lines below the one that is being read, up to `\.`, and has them passed over.
  ///
  /// What stands in the line behind a COPY is run after the data was read, and another COPY there has its data below
  /// the first one's, since psql reads line by line. Without a `\.` all the rest is data.
  private mutating func takeData() -> Range<Int> {
    let pending = splitter.lexer.leap
    let newLine =
      pending.newLine >= 0
      ? pending.newLine
      : ByteSearch.firstIndex(of: UInt8(ascii: "\n"), in: bytes, from: splitter.lexer.index) ?? bytes.count
    let data = CopyData(bytes, from: pending.newLine >= 0 ? pending.end : min(newLine + 1, bytes.count))
    splitter.lexer.leap(from: newLine, to: data.next)
    return data.lines
  }

  /// Reads a command of psql; `nil` where it is refused.
  private mutating func command(at offset: Int, within statement: Range<Int>?) -> Element? {
    let start = offset + 1
    var end = start
    while end < bytes.count, ![0x20, 0x09, 0x0A, 0x0C, 0x0D, 0x5C].contains(bytes[end]) { end += 1 }
    let name = String(decoding: bytes[start..<end], as: UTF8.self)
    let arguments = PsqlArguments(bytes, from: end)
    splitter.lexer.index = arguments.end
    if statement != nil || name.hasPrefix(";") || name.hasPrefix(":") {
      refuse(name, at: offset, PsqlRefusal.withinStatement(name), arguments)
      return nil
    }
    switch PsqlCommand(name, arguments, &state) {
    case .granted: return .granted
    case .echo(let text): return .echo(text)
    case .reconnect: return .reconnect
    case .include(let include): return .include(include, at: offset)
    case .refused(let message):
      refuse(name, at: offset, message, arguments)
      return nil
    }
  }

  /// Goes on in the next line: what stands behind a command that isn't carried out may be anything.
  private mutating func refuse(_ name: String, at offset: Int, _ message: String, _ arguments: PsqlArguments) {
    note(.psqlOnly, offset, message)
    let end = ByteSearch.firstIndex(of: UInt8(ascii: "\n"), in: bytes, from: splitter.lexer.index) ?? bytes.count
    splitter.lexer.index = end
    let readsData = arguments.values.contains { ["stdin", "pstdin"].contains($0.text.lowercased()) }
    if name == "copy", readsData { splitter.lexer.index = CopyData(bytes, from: min(end + 1, bytes.count)).next }
  }
}

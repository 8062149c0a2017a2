extension ScriptSteps {
  /// The first statement that can't be in a transaction, in the script or one it includes.
  package var standaloneStatement: (script: ScriptSteps, statement: ScriptStatement)? {
    for step in steps {
      switch step {
      case .statement(let statement) where statement.traits.contains(.standsAlone): return (self, statement)
      case .include(let inner): if let found = inner.standaloneStatement { return found }
      default: continue
      }
    }
    return nil
  }

  /// The offset at which a line of some bytes starts, counted from 1; `nil` where there are fewer.
  package func startOfLine(_ number: Int, in range: Range<Int>) -> Int? {
    var start = range.lowerBound
    for _ in 1..<max(number, 1) {
      guard let newLine = ByteSearch.firstIndex(of: UInt8(ascii: "\n"), in: bytes, from: start),
        newLine < range.upperBound
      else { return nil }
      start = newLine + 1
    }
    return number >= 1 ? start : nil
  }

  /// The first byte at an offset or after it that is no white space.
  package func skippingBlanks(_ offset: Int) -> Int {
    bytes[offset...].firstIndex { !(0x09...0x0D).contains($0) && $0 != 0x20 } ?? offset
  }

  /// Where some text stands in a range, at an offset or after it.
  package func firstIndex(of text: some StringProtocol, in range: Range<Int>, from offset: Int) -> Int? {
    let wanted = Array(text.utf8)
    guard !wanted.isEmpty, let found = ByteSearch.firstIndex(of: wanted, in: bytes, from: offset) else { return nil }
    return found + wanted.count <= range.upperBound ? found : nil
  }

  /// The offsets of the code that a DO or CREATE FUNCTION statement has in quotes: of its longest string.
  ///
  /// `nil` where that has other lines inside than in the file.
  package func body(of statement: ScriptStatement) -> Range<Int>? {
    RoutineBody.all(in: statement.range, bytes).max { $0.count < $1.count }
  }

  /// Whether a statement is a DO.
  package func isBlock(_ statement: ScriptStatement) -> Bool {
    StatementWords(bytes, statement.range, limit: 1).words == ["do"]
  }

  /// The one statement that makes a function or procedure of a name; `nil` where several do, or none.
  package func definition(of name: SQLName) -> ScriptStatement? {
    var found: ScriptStatement?
    for case .statement(let statement) in steps {
      guard let made = routineName(statement), made.name == name.name,
        made.schema == nil || name.schema == nil || made.schema == name.schema
      else { continue }
      if found != nil { return nil }
      found = statement
    }
    return found
  }

  private func routineName(_ statement: ScriptStatement) -> SQLName? {
    for start in [["create"], ["create", "or", "replace"]] {
      for kind in ["function", "procedure"] {
        if let name = SQLName(bytes, from: statement.range, after: start + [kind]) { return name }
      }
    }
    return nil
  }

  /// Whether the server counts the lines of a COPY's data as they are.
  ///
  /// In CSV it leaves out those inside of quotes in the first row, where it doesn't know yet what ends a line. Source:
  /// PostgreSQL, src/backend/commands/copyfromparse.c, `CopyReadLineText`.
  package func countsLines(of statement: ScriptStatement) -> Bool {
    let words = StatementWords(bytes, statement.range).words
    guard words.contains("csv"), let data = statement.data else { return true }
    let end = startOfLine(2, in: data) ?? data.upperBound
    let quotes = bytes[data.lowerBound..<end].count { $0 == UInt8(ascii: "\"") }
    return !words.contains("quote") && quotes.isMultiple(of: 2)
  }
}

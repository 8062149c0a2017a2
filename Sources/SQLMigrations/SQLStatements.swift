/// The statements that psql finds in a script, without those of files it includes; empty ones are none.
///
/// They are found one by one as they are asked for, in one pass over the text: a dump has many megabytes.
package struct SQLStatements: Sequence, IteratorProtocol {
  private let bytes: [UInt8]
  private var parser: ScriptParser
  private var counted = 0
  private var position = 1

  init(_ script: SQLScript) {
    bytes = script.bytes
    parser = ScriptParser(bytes)
  }

  package mutating func next() -> SQLStatement? {
    while let element = parser.next() {
      guard case .statement(let range, let traits, let data) = element else { continue }
      position += text(counted..<range.lowerBound).unicodeScalars.count
      counted = range.lowerBound
      return SQLStatement(text: text(range), position: position, traits: traits, data: data.map(text))
    }
    return nil
  }

  private func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }
}

extension SQLScript {
  /// The statements, in their order.
  package var statements: SQLStatements { SQLStatements(self) }
}

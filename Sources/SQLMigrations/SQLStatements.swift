/// The statements that the server finds in a script; empty ones are none.
///
/// They are found one by one as they are asked for, in one pass over the text: a dump has many megabytes, and
/// an error is often at its start.
package struct SQLStatements: Sequence, IteratorProtocol {
  private let bytes: [UInt8]
  private var splitter: StatementSplitter
  private var counted = 0
  private var position = 1

  init(_ script: SQLScript) {
    bytes = Array(script.text.utf8)
    splitter = StatementSplitter(bytes)
  }

  package mutating func next() -> SQLStatement? {
    guard let range = splitter.next() else { return nil }
    position += String(decoding: bytes[counted..<range.lowerBound], as: UTF8.self).unicodeScalars.count
    counted = range.lowerBound
    return SQLStatement(text: String(decoding: bytes[range], as: UTF8.self), position: position)
  }
}

extension SQLScript {
  /// The statements, in their order.
  package var statements: SQLStatements { SQLStatements(self) }
}

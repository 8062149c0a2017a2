/// Whether a piece of procedural code ends transactions.
package enum TransactionEnd {
  /// Whether COMMIT or ROLLBACK is in the body of a DO or CREATE PROCEDURE statement, outside of quotes and comments there.
  static func isIn(routine statement: Range<Int>, _ bytes: [UInt8]) -> Bool {
    RoutineBody.all(in: statement, bytes).contains { body in isIn(Array(bytes[body])) }
  }

  /// Whether COMMIT or ROLLBACK is in a body, such as the server has it.
  package static func isIn(body: String) -> Bool { isIn(Array(body.utf8)) }

  private static func isIn(_ body: [UInt8]) -> Bool {
    var lexer = SQLLexer(body)
    while let token = lexer.next() {
      guard token.kind == .word else { continue }
      if lexer.matches(token.range, "commit") || lexer.matches(token.range, "rollback") { return true }
    }
    return false
  }
}

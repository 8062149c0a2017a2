/// An error or a notice, in the fields the server sent it in.
///
/// Source: PostgreSQL manual, "Error and Notice Message Fields".
package struct ServerMessage: Sendable, Hashable {
  /// `ERROR`, `FATAL`, `WARNING`, `NOTICE` …, never translated.
  package var severity: String
  /// The five characters of the SQLSTATE, such as `23505`.
  package var sqlState: String
  /// The primary message, one line.
  package var message: String
  /// A second message with more about the problem.
  package var detail: String?
  /// What the server suggests to do about it.
  package var hint: String?
  /// Where in the statement, counted in characters from 1.
  package var position: Int?
  /// Where in ``internalQuery``, counted in characters from 1.
  package var internalPosition: Int?
  /// The text of a statement the server made itself, such as one inside a PL/pgSQL function.
  package var internalQuery: String?
  /// The call stack, one line for each level, innermost first.
  package var context: String?
  /// The schema of the object concerned.
  package var schema: String?
  /// The table concerned.
  package var table: String?
  /// The column concerned.
  package var column: String?
  /// The data type concerned.
  package var dataType: String?
  /// The constraint concerned.
  package var constraint: String?
  /// The file of the server's source code that the message comes from, such as `gram.y`.
  package var sourceFile: String?

  /// A message with nothing but what every message has.
  package init(severity: String, sqlState: String, message: String) {
    self.severity = severity
    self.sqlState = sqlState
    self.message = message
  }
}

extension ServerMessage: CustomStringConvertible {
  package var description: String {
    var lines = ["\(severity): \(message) (SQLSTATE \(sqlState))"]
    if let detail { lines.append("DETAIL: \(detail)") }
    if let hint { lines.append("HINT: \(hint)") }
    return lines.joined(separator: "\n")
  }
}

/// What PostgreSQL or the connection to it had to complain about.
public struct DatabaseError: Error, Hashable, CustomStringConvertible {
  /// What the server calls it; nil where there was no server to say so.
  public let sqlState: SQLState?
  /// The constraint that was violated, if one was.
  public let constraint: String?
  /// The message, as PostgreSQL words it.
  public let message: String

  init(_ message: String, sqlState: SQLState? = nil, constraint: String? = nil) {
    self.message = message
    self.sqlState = sqlState
    self.constraint = constraint
  }

  /// The message, with the SQLSTATE in front.
  public var description: String {
    guard let sqlState else { return message }
    return "\(sqlState.rawValue): \(message)"
  }
}

/// PostgreSQL's five-character code of an error, under the condition name of its manual's appendix A.
public struct SQLState: RawRepresentable, Hashable, Sendable {
  /// The code, such as `23505`.
  public let rawValue: String

  /// Makes one from its code.
  public init(rawValue: String) {
    self.rawValue = rawValue
  }

  /// A text is longer than its column allows.
  public static let stringDataRightTruncation = SQLState(rawValue: "22001")
  /// A number is larger than its column allows.
  public static let numericValueOutOfRange = SQLState(rawValue: "22003")
  /// A text is no value of its type, such as an unknown label of an enum.
  public static let invalidTextRepresentation = SQLState(rawValue: "22P02")
  /// A row refers to one that isn't there, or is referred to by one that is.
  public static let foreignKeyViolation = SQLState(rawValue: "23503")
  /// A row with this key is there already.
  public static let uniqueViolation = SQLState(rawValue: "23505")
  /// A row breaks a CHECK constraint.
  public static let checkViolation = SQLState(rawValue: "23514")
  /// The statement can't be parsed.
  public static let syntaxError = SQLState(rawValue: "42601")
}

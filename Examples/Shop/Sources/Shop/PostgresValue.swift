import Foundation

/// A value that goes to PostgreSQL and comes back in its text format.
public protocol PostgresValue {
  /// Reads the value from the server's text.
  init?(postgresText: String)
  /// The text that the server reads.
  var postgresText: String { get }
}

extension PostgresValue where Self: LosslessStringConvertible {
  /// Reads the value from the server's text.
  public init?(postgresText: String) { self.init(postgresText) }
  /// The text that the server reads.
  public var postgresText: String { description }
}

extension PostgresValue where Self: RawRepresentable<String> {
  /// Reads the value from the server's text.
  public init?(postgresText: String) { self.init(rawValue: postgresText) }
  /// The text that the server reads.
  public var postgresText: String { rawValue }
}

extension String: PostgresValue {}
extension Int: PostgresValue {}

extension UUID: PostgresValue {
  /// Reads a uuid.
  public init?(postgresText: String) { self.init(uuidString: postgresText) }
  /// The uuid's text.
  public var postgresText: String { uuidString }
}

extension Decimal: PostgresValue {
  /// Reads a numeric.
  public init?(postgresText: String) { self.init(string: postgresText) }
  /// The numeric's text, with a point in every locale.
  public var postgresText: String { description }
}

/// A point in time travels as seconds since 1970: ask for `extract(epoch FROM …)`, write with `to_timestamp(…)`.
extension Date: PostgresValue {
  /// Reads an epoch.
  public init?(postgresText: String) {
    guard let seconds = Double(postgresText) else { return nil }
    self.init(timeIntervalSince1970: seconds)
  }
  /// The epoch's text.
  public var postgresText: String { String(timeIntervalSince1970) }
}

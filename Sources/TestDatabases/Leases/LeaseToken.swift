/// What tells one lease from all others of its session.
struct LeaseToken: Sendable, Hashable, CustomStringConvertible {
  let number: Int

  init(number: Int) { self.number = number }

  /// Reads what the protocol calls a token.
  init?(_ text: String) {
    guard let number = Int(text) else { return nil }
    self.number = number
  }

  /// Reads the application name of a connection; `nil` where a client has given itself another one.
  init?(applicationName: String) {
    guard applicationName.hasPrefix(Self.prefix) else { return nil }
    self.init(String(applicationName.dropFirst(Self.prefix.count)))
  }

  /// The token, as the protocol has it.
  var description: String { String(number) }

  /// The application name of the connections to the database of the lease: its connection string sets it.
  var applicationName: String { Self.prefix + description }

  static let prefix = "db-test "
}

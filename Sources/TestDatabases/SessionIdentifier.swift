/// What tells a session from all others on the same server.
///
/// It stands in the names of the session's databases, and is the key of the advisory lock whose presence on
/// the server says that the session lives.
package struct SessionIdentifier: Sendable, Hashable, Codable, CustomStringConvertible {
  /// The number behind it.
  package let rawValue: UInt32

  /// A new one, by chance.
  package static func random() -> SessionIdentifier {
    SessionIdentifier(rawValue: UInt32.random(in: 1 ... .max))
  }

  private init(rawValue: UInt32) { self.rawValue = rawValue }

  /// Reads what ``description`` wrote: eight digits of lower-case hexadecimal.
  package init?(_ text: some StringProtocol) {
    guard text.utf8.count == 8, text.utf8.allSatisfy({ Self.digits.contains($0) }),
      let rawValue = UInt32(text, radix: 16)
    else { return nil }
    self.init(rawValue: rawValue)
  }

  private static let digits = Set("0123456789abcdef".utf8)

  package var description: String {
    let digits = String(rawValue, radix: 16)
    return String(repeating: "0", count: 8 - digits.count) + digits
  }

  /// The same number as the server's signed four-byte integer.
  var lockKey: Int32 { Int32(bitPattern: rawValue) }
}

/// A PostgreSQL server's version.
package struct ServerVersion: Sendable, Hashable, Comparable, CustomStringConvertible {
  /// The major version: 15 of 15.18.
  package let major: Int
  /// The minor version: 18 of 15.18; -1 for one that was not released yet, such as `18beta1`.
  package let minor: Int

  /// The oldest major version that works; the one before it is no longer maintained.
  package static let oldestSupported = 15

  package init(major: Int, minor: Int) {
    self.major = major
    self.minor = minor
  }

  /// Reads what `postgres --version` prints: `postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)`.
  package init?(printedBy output: String) {
    guard let start = output.firstRange(of: "(PostgreSQL) ")?.upperBound else { return nil }
    let text = output[start...].prefix { !$0.isWhitespace }
    guard let major = Int(text.prefix { $0.isNumber }) else { return nil }
    let rest = text.drop { $0.isNumber }
    self.init(major: major, minor: rest.first == "." ? Int(rest.dropFirst()) ?? -1 : -1)
  }

  package var description: String { minor < 0 ? "\(major)" : "\(major).\(minor)" }

  package static func < (one: ServerVersion, other: ServerVersion) -> Bool {
    (one.major, one.minor) < (other.major, other.minor)
  }
}

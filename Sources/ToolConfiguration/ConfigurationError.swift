/// Why `db-test.json` can't be heeded.
package struct ConfigurationError: Error, Sendable, CustomStringConvertible {
  /// What kind of thing is wrong.
  package struct Code: Sendable, Hashable {
    private enum Kind { case unreadable, syntax, unknownSetting, setTwice, wrongType, missing, contradiction }

    private let kind: Kind

    /// The system would not let us read it, or it is no text.
    package static var unreadable: Code { Code(kind: .unreadable) }
    /// It is no JSON5.
    package static var syntax: Code { Code(kind: .syntax) }
    /// It sets what can't be set.
    package static var unknownSetting: Code { Code(kind: .unknownSetting) }
    /// It sets the same thing twice.
    package static var setTwice: Code { Code(kind: .setTwice) }
    /// A setting takes another kind of value.
    package static var wrongType: Code { Code(kind: .wrongType) }
    /// A setting lacks a part.
    package static var missing: Code { Code(kind: .missing) }
    /// Two settings can't both hold.
    package static var contradiction: Code { Code(kind: .contradiction) }
  }

  /// What kind of thing is wrong.
  package let code: Code
  /// Where in the file, where a place can be named.
  package let place: TextPlace?
  /// What is wrong, and what to do next.
  package let message: String

  init(_ code: Code, _ place: TextPlace?, _ message: String) {
    self.code = code
    self.place = place
    self.message = message
  }

  /// The error as compilers write theirs: `db-test.json:3:5: error: …`.
  package var description: String {
    let place = place.map { ":\($0.line):\($0.column)" } ?? ""
    return "\(Configuration.fileName)\(place): error: \(message)"
  }
}

/// Why migrations can't be verified.
package struct MigrationVerificationError: Error, Sendable, CustomStringConvertible {
  /// What kind of thing went wrong.
  package struct Code: Sendable, Hashable {
    private enum Kind { case dumpFailed }

    private let kind: Kind

    /// The schema can't be written down.
    package static var dumpFailed: Code { Code(kind: .dumpFailed) }
  }

  /// What kind of thing went wrong.
  package let code: Code
  /// What happened, and what to do next.
  package let description: String

  init(_ code: Code, _ description: String) {
    self.code = code
    self.description = description
  }
}

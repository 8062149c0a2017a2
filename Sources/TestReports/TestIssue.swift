/// Something that was wrong in a test.
package struct TestIssue: Sendable, Hashable {
  /// What it means for its test.
  package enum Kind: String, Sendable, Hashable {
    /// The test failed.
    case failure
    /// The test did not fail because of it.
    case warning
    /// The test says that it is known; it did not fail because of it.
    case known
  }

  package let kind: Kind
  /// What is wrong, in one or more lines.
  package let message: String
  /// Where, if that is known.
  package let place: SourcePlace?

  package init(_ message: String, at place: SourcePlace?, kind: Kind = .failure) {
    self.kind = kind
    self.message = message
    self.place = place
  }

  /// The first line of the message.
  package var headline: String { message.split(separator: "\n").first.map(String.init) ?? "" }
}

/// Something that was to come about did not.
package struct DidNotHappen: Error, CustomStringConvertible {
  package let description: String
}

/// Waits until a condition holds; a test that waits longer than the limit fails.
///
/// - Throws: ``DidNotHappen``, and what the condition throws.
package func eventually(
  _ what: String, within limit: Duration = .seconds(120), _ condition: () async throws -> Bool
) async throws {
  let deadline = ContinuousClock.now + limit
  while try await !condition() {
    guard ContinuousClock.now < deadline else {
      throw DidNotHappen(description: "not within \(limit): \(what)")
    }
    try await Task.sleep(for: .milliseconds(5))
  }
}

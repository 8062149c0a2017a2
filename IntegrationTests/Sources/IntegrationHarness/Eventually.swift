/// Asks again and again until the answer is there.
///
/// - Returns: The answer; `nil` where there was none within the limit.
package func eventually<Answer>(
  within limit: Duration, _ question: () async throws -> Answer?
) async throws -> Answer? {
  let deadline = ContinuousClock.now + limit
  while true {
    if let answer = try await question() { return answer }
    guard ContinuousClock.now < deadline else { return nil }
    try await Task.sleep(for: .milliseconds(20))
  }
}

/// Something that should have happened.
package struct Unexpected: Error, CustomStringConvertible {
  package let description: String

  package init(_ description: String) { self.description = description }
}

/// Runs where tests run: by Swift Testing they are not on the main actor, which would cost each lease changes of threads.
///
/// - Throws: What the body throws.
@concurrent public func asTest(_ body: @concurrent @Sendable () async throws -> Void) async throws {
  try await body()
}

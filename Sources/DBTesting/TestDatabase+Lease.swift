internal import LeaseProtocol
internal import Testing

extension TestDatabase {
  /// Waits for a database.
  ///
  /// - Throws: ``TestDatabaseError``, `CancellationError`.
  package static func take(
    _ kind: DatabaseKind, fixtures: [(path: String, source: String)] = [], for test: String
  ) async throws -> TestDatabase {
    try await take(kind, fixtures: fixtures.map { Fixture(path: $0.path, source: $0.source) }, for: test)
  }

  static func take(_ kind: DatabaseKind, fixtures: [Fixture], for test: String) async throws -> TestDatabase {
    guard kind != .readOnly || fixtures.isEmpty else {
      throw TestDatabaseError(
        .unavailable, "a test with '.readOnly' shares its database, so it can't have fixtures; take another kind")
    }
    // First, since without a session nothing else matters.
    let client = try LeaseClient.current
    let paths = try fixtures.map { try $0.find() }
    return try await TestDatabase(
      client.take(LeaseRequest.Take(kind: kind.leaseKind, test: test, fixtures: paths)))
  }

  /// Gives the database back. What goes wrong is a warning: a test does not fail because of tidying up.
  ///
  /// Where connections are still open, a task of its own waits for what becomes of them, since it takes a moment
  /// until the server has noticed that a client is gone.
  package func release(failed: Bool, warn: LeaseWarning) async {
    do {
      let client = try LeaseClient.current
      let released = try await client.release(LeaseRequest.Release(lease: token, failed: failed))
      if let log = released.log { warn("what PostgreSQL logged about this test's database:\n\(log)") }
      guard released.connections > 0 else { return }
      client.followUp {
        // A server that is gone by now has ended the connections, too.
        let queries = try? await client.leaks(LeaseRequest.Leaks(lease: token))
        if let queries, !queries.isEmpty { warn(LeaseWarning.leak(queries)) }
      }
    } catch { warn("the test's database could not be given back: \(error)") }
  }
}

internal import LeaseProtocol
internal import Testing

extension TestDatabase {
  /// Waits for a database for a test that XCTest runs, which may take several.
  ///
  /// - Throws: ``TestDatabaseError``, `CancellationError`.
  package static func take(
    _ kind: DatabaseKind, fixtures: [(path: String, source: String)] = [], for test: String
  ) async throws -> TestDatabase {
    let database = try await take(
      kind, fixtures: fixtures.map { Fixture(path: $0.path, source: $0.source) }, for: test)
    try LeaseClient.reaching(database.leases).held.withLock { $0.append(database) }
    return database
  }

  static func take(_ kind: DatabaseKind, fixtures: [Fixture], for test: String) async throws -> TestDatabase {
    guard kind != .readOnly || fixtures.isEmpty else {
      throw TestDatabaseError(
        .unavailable, "a test with '.readOnly' shares its database, so it can't have fixtures; take another kind")
    }
    // First, since without a session nothing else matters.
    let client = try LeaseClient.current
    let paths = try fixtures.map { try $0.find() }
    let outer = Scope.current?.database ?? client.held.withLock { $0.last }
    let take = LeaseRequest.Take(kind: kind.leaseKind, test: test, fixtures: paths, within: outer?.token)
    return try await TestDatabase(client.take(take), leases: client.path)
  }

  /// Gives the database back. What goes wrong is a warning: a test does not fail because of tidying up.
  ///
  /// A test that passed does not wait for what becomes of its connections, since it takes a moment until the server has
  /// noticed that a client is gone. One that failed does: what PostgreSQL logged belongs to it.
  package func release(failed: Bool, warn: LeaseWarning) async {
    let client: LeaseClient
    do { client = try LeaseClient.reaching(leases) } catch { return warn(Self.notGivenBack(error)) }
    client.held.withLock { $0.removeAll { $0 == self } }
    let reply = client.release(LeaseRequest.Release(lease: token, failed: failed))
    if failed { await Self.hear(reply, warn) } else { client.followUp(reply) { await Self.hear(reply, warn) } }
  }

  private static func hear(_ reply: LeaseClient.Reply, _ warn: LeaseWarning) async {
    do {
      let outcome = try await reply.outcome()
      guard case .released(let released) = outcome else { throw LeaseClient.error(of: outcome, .unavailable) }
      if let log = released.log { warn("what PostgreSQL logged about this test's database:\n\(log)") }
      if !released.leaked.isEmpty { warn(LeaseWarning.leak(released.leaked)) }
      if !released.strangers.isEmpty { warn(LeaseWarning.strangers(released.strangers)) }
    } catch { warn(notGivenBack(error)) }
  }

  private static func notGivenBack(_ error: any Error) -> String {
    "the test's database could not be given back: \(error)"
  }
}

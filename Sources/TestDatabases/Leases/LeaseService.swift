internal import LeaseProtocol

/// The answering of tests that ask for databases, while it goes on.
package struct LeaseService: Sendable {
  private let server: LeaseServer
  private let databases: SessionDatabases
  private let register: LeaseRegister
  private let times: LeaseTimes
  private let check: IsolationCheck?

  init(
    server: LeaseServer, databases: SessionDatabases, register: LeaseRegister, times: LeaseTimes,
    check: IsolationCheck? = nil
  ) {
    self.server = server
    self.register = register
    self.check = check
    self.databases = databases
    self.times = times
  }

  /// What was handed out and put back; `nil` where nobody asked for anything.
  package var summary: Summary? {
    get async {
      let statistics = databases.statistics
      guard times.count > 0 else { return nil }
      return Summary(
        takes: times.count, clones: statistics.clones, median: times.percentile(50) ?? .zero,
        percentile95: times.percentile(95) ?? .zero,
        discarded: statistics.discarded.map { ($0.key.rawValue, $0.value) }.sorted { $0.0 < $1.0 }
          .map { Summary.Discarded(reason: $0.0, count: $0.1) })
    }
  }

  /// What the service has done.
  package struct Summary: Sendable, Hashable {
    /// How many times a test got a database.
    package let takes: Int
    /// How many databases were made for that.
    package let clones: Int
    /// What half of the tests waited for theirs at most.
    package let median: Duration
    /// What 95 of 100 waited at most.
    package let percentile95: Duration
    /// How many could not be put back, by reason.
    package let discarded: [Discarded]

    /// Databases that were thrown away for one reason.
    package struct Discarded: Sendable, Hashable {
      package let reason: String
      package let count: Int
    }
  }

  /// The tests that wait while databases are being made, if any.
  package var shortage: Shortage? { databases.pool.shortage }

  /// How many databases were compared as a whole; `nil` where that was not asked for.
  package var comparisons: Int? { get async { await check?.comparisons } }

  /// Puts the session's own database back to what migrations and seeds made, as before a test that takes it.
  ///
  /// - Throws: As taking it does.
  package func renewSharedDatabase() async throws {
    let lease = register.add("the next round of tests")
    let member = try await databases.take(.shared, for: lease)
    await databases.giveBack(member, .shared, for: lease)
  }

  /// Does with the databases of tests whose process has ended in the middle of them as with those of all that fail; for a run
  /// that has not passed.
  package func decideOnBroken() async { await server.decideOnBroken() }

  /// Stops answering; what tests have is taken from them.
  package func stop() async { await server.stop() }
}

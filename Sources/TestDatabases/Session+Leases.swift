internal import LeaseProtocol

extension Session {
  /// Answers tests that ask for databases, in the run's folder, until it is stopped.
  ///
  /// - Parameters:
  ///   - failed: What becomes of the database of a test that failed.
  ///   - verifiesIsolation: Whether to compare each database as a whole when it was put back.
  /// - Throws: `SystemError`.
  package func serveLeases(
    at path: String, failed: FailedDatabases = .putBack, verifiesIsolation: Bool = false,
    report: @escaping @Sendable (Event) -> Void
  ) throws -> LeaseService {
    let register = LeaseRegister()
    let check =
      verifiesIsolation ? IsolationCheck(maintenance: maintenance, register: register, tell: report) : nil
    let databases = SessionDatabases(workshop: workshop(report), limit: Self.poolLimit, check: check) { ended in
      for (test, queries) in register.queriesByTest(ended) { report(.cameBack(test: test, queries: queries)) }
    } onWriting: {
      report(.wroteWhereOthersRead(test: register.name(of: $0)))
    }
    let desk = LeaseDesk(
      databases: databases, register: register, failed: failed, check: check, tell: report)
    roles.onFinding { [book = desk.book] lease, finding in
      let ended = lease.map { [register.name(of: $0)] } ?? []
      let tests = ended + book.withLock { $0.tests }.filter { !ended.contains($0) }
      report(.rolesChanged(tests: tests, changes: finding.changes, problem: finding.problem))
    }
    return LeaseService(
      server: try LeaseServer(desk: desk, path: path), databases: databases, register: register, times: desk.times,
      check: check)
  }

  /// How many databases tests may have at the same time.
  ///
  /// Each takes disk space and, with the connections of its test, a share of the server's.
  private static let poolLimit = 16

  /// Makes and drops clones.
  func workshop(_ report: @escaping @Sendable (Event) -> Void) -> CloneWorkshop {
    let refill: (@Sendable () async throws -> Void) = { try await self.refill() }
    return CloneWorkshop(
      server: server, maintenance: maintenance, template: template, sessionDatabase: database, mark: mark(.session),
      roles: roles, warn: { report(.warning($0)) }, onCreation: { try await remember($0) },
      remakeTemplate: {
        // After a crash of the server it may not be what it was. One that the server keeps may be another session's, too.
        if let broken = try await maintenance.proof(draft) { try await maintenance.drop(broken) }
        try await make(draft, report)
        return draft
      }, refill: isExisting ? refill : nil)
  }

  /// The same, where nobody is to hear of anything.
  var workshop: CloneWorkshop { workshop { _ in } }
}

import PackageTests
import Supervision
import TestDatabases
import TestReports

extension TestRun {
  /// What of the package's tests is to run.
  enum Selection {
    case tests(TestArguments)
    /// The part of the tests has none in it.
    case nothing
    /// To know which tests there are, they have to be built.
    case notBuilt
  }

  /// Finds out which tests run.
  func selection(_ run: Run) async throws -> Selection {
    guard let shard else { return .tests(arguments) }
    let start = ContinuousClock.now
    guard let names = try await testNames(run) else { return .notBuilt }
    let meant = try arguments.meant(of: names).count
    guard let chosen = try arguments.only(shard, of: names) else {
      record.ended(.build, since: start)
      let reason = meant == 0 ? "no test is meant by --filter and --skip" : "there are fewer than parts"
      reporter.note("part \(shard) of \(Run.counted(meant, "test")) is empty: \(reason)")
      return .nothing
    }
    reporter.done("part \(shard) of \(Run.counted(meant, "test"))", since: start)
    return .tests(chosen)
  }

  /// Runs the tests as often as they are to run.
  ///
  /// Before each further round the session's own database is put back, as those of the tests are.
  ///
  /// - Parameters:
  ///   - first: What came of the first round.
  ///   - start: When that began.
  ///   - next: Runs the next round.
  /// - Returns: The first verdict that is not good, or the last.
  func goOn(
    after first: Verdict, since start: ContinuousClock.Instant, _ session: OpenSession,
    next: () async throws -> ChildProcess.Ending
  ) async throws -> Verdict {
    var (verdict, count, failed) = (first, 1, first.isGood ? 0 : 1)
    var isGood = first.isGood
    var start = start
    while rounds.goOn(after: count, isGood: isGood) {
      // Nothing more can be learnt without a server; what is wrong with it is found out below.
      if !isGood, await session.session.loss() != nil { break }
      tell(count, isGood, since: start)
      start = .now
      try await session.leases.renewSharedDatabase()
      let ending = try await next()
      isGood = ending.isSuccess
      count += 1
      if !isGood {
        failed += 1
        if verdict.isGood { verdict = .failed(ending) }
      }
    }
    if rounds.areMany {
      tell(count, isGood, since: start)
      let result = failed == 0 ? "none of them failed" : "\(failed) of them failed"
      reporter.results(["\(Run.counted(count, "round")) of the tests, \(result)"])
    }
    return verdict
  }

  private func tell(_ count: Int, _ isGood: Bool, since start: ContinuousClock.Instant) {
    let round = "round \(count)\(rounds.limit.map { " of \($0)" } ?? "")"
    if isGood { reporter.done("\(round) passed", since: start) } else { reporter.error("\(round) failed") }
  }
}

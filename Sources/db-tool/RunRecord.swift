import LeaseProtocol
import LibPQ
import PackageTests
import TestDatabases
import TestReports

/// What there will be to tell of a run, written down while it goes on.
final class RunRecord: Sendable {
  private let state: Locked<(report: RunReport, passwords: [String])>

  /// - Parameters:
  ///   - package: The package's name.
  ///   - directory: The package's folder.
  init(package: String = "", directory: String = "") {
    state = Locked((RunReport(package: package, directory: directory), []))
  }

  /// All of it so far, without passwords.
  var report: RunReport { state.withLock { $0.report.hiding(Secrets($0.passwords)) } }

  /// Writes something down.
  func change(_ body: (inout RunReport) -> Void) { state.withLock { body(&$0.report) } }

  /// A part of the run is at its end.
  func ended(_ phase: RunReport.Phase, since start: ContinuousClock.Instant) {
    ended(phase, seconds: (ContinuousClock.now - start) / .seconds(1))
  }

  /// A part of the run that took so long is at its end.
  func ended(_ phase: RunReport.Phase, seconds: Double) {
    change { $0.phases.append(RunReport.Timing(phase, seconds: seconds)) }
  }

  /// The run has a server.
  func use(_ server: DatabaseServer) {
    let origin: ServerFacts.Origin = if case .embedded = server.origin { .embedded } else { .given }
    let passwords = [server.administrator["password"], server.environmentDatabase(named: "").password]
    state.withLock { state in
      state.report.server = ServerFacts(version: server.version, origin: origin)
      state.passwords += passwords.compactMap(\.self)
    }
  }

  /// A database stays.
  func keep(_ database: String, of test: String?, on server: DatabaseServer) {
    let kept = RunReport.Kept(database: database, test: test, psql: server.psqlCommand(database))
    change { $0.kept.append(kept) }
  }

  /// The server has logged something about the database of a test that failed, or of one of its cases.
  func add(log: String, of test: String) {
    change { report in
      let lines = (report.logs[test].map { $0 + "\n" } ?? "") + log
      report.logs[test] = lines.split(separator: "\n").prefix(Self.logLines).joined(separator: "\n")
    }
  }

  /// So many lines are kept of each test.
  private static let logLines = 100

  /// The tests have got what they wanted.
  func finish(_ leases: LeaseService.Summary) {
    let facts = LeaseFacts(
      count: leases.takes, clones: leases.clones, median: leases.median / .seconds(1),
      percentile95: leases.percentile95 / .seconds(1))
    change { $0.leases = facts }
  }
}

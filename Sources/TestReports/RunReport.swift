/// What a run came to, as reports tell it.
///
/// No field holds a password; see ``Secrets``.
package struct RunReport: Sendable {
  /// Which part of the run decided how it ended.
  package enum Outcome: String, Sendable, Hashable {
    case passed, testsFailed, buildFailed, serverLost, downgradeFailed, migrationsNotRight, noDatabase, interrupted
  }

  /// A part of the run.
  package enum Phase: String, Sendable, Hashable, CaseIterable {
    case server, verification, database, build, tests, downgrade, tidying
  }

  /// How long a part of the run took.
  package struct Timing: Sendable, Hashable {
    package let phase: Phase
    package let seconds: Double

    package init(_ phase: Phase, seconds: Double) {
      self.phase = phase
      self.seconds = seconds
    }
  }

  /// A database that stays.
  package struct Kept: Sendable, Hashable {
    package let database: String
    /// The test that it was for; `nil` for the one of the session.
    package let test: String?
    /// What to type to look at it.
    package let psql: String

    package init(database: String, test: String?, psql: String) {
      self.database = database
      self.test = test
      self.psql = psql
    }
  }

  package let package: String
  package let directory: String
  package var outcome: Outcome
  /// The same in words, as the run's last line has it; empty as long as that is not known.
  package var conclusion: String
  package var exitCode: Int32
  /// How long all of it took.
  package var seconds: Double
  /// Why the run ended where it did, besides failing tests.
  package var errors: [RunError]
  package var tests: TestResults
  package var phases: [Timing]
  package var server: ServerFacts?
  package var database: DatabaseFacts?
  package var leases: LeaseFacts?
  package var kept: [Kept]
  /// What the server logged about the databases of tests that failed, by the names of these.
  package var logs: [String: String]

  package init(package: String, directory: String) {
    self.package = package
    self.directory = directory
    outcome = .interrupted
    conclusion = ""
    exitCode = 0
    seconds = 0
    errors = []
    tests = TestResults()
    phases = []
    kept = []
    logs = [:]
  }

  /// How long a part took; `nil` where it did not come to its end.
  package func seconds(of phase: Phase) -> Double? { phases.last { $0.phase == phase }?.seconds }

  /// The databases that stay of a test.
  package func kept(of test: TestResult) -> [Kept] { kept.filter { $0.test == test.identifier.name } }

  /// The tests to be shown as failed: of an interrupted run, not those that had no time to end.
  package var failing: [TestResult] {
    outcome == .interrupted ? tests.failing.filter { $0.outcome == .failed } : tests.failing
  }

  /// The tests that an interrupted run did not wait for.
  package var interrupted: [TestResult] {
    outcome == .interrupted ? tests.failing.filter { $0.outcome == .unfinished } : []
  }
}

#if canImport(FoundationEssentials)
  internal import FoundationEssentials
#else
  internal import Foundation
#endif

extension RunReport {
  /// The report in JSON, as `Documentation/Report.md` describes it.
  package var json: String {
    get throws {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
      return String(decoding: try encoder.encode(Document(self)), as: UTF8.self) + "\n"
    }
  }
}

/// The names and shapes of the fields; `nil` is a field that is left out.
private struct Document: Encodable {
  let version = 1
  let package: String
  let outcome: String
  let exitCode: Int32
  let seconds: Double
  let errors: [Problem]
  let counts: TestResults.Counts
  let tests: [Test]
  let phases: [Phase]
  let server: Server?
  let database: Database?
  let leases: Leases?
  let kept: [Kept]

  init(_ report: RunReport) {
    package = report.package
    outcome = report.outcome.rawValue
    exitCode = report.exitCode
    seconds = rounded(report.seconds)
    errors = report.errors.map { Problem($0.message, $0.place, report.directory) }
    counts = report.tests.counts
    tests = report.tests.all.map { Test($0, report) }
    phases = report.phases.map { Phase(name: $0.phase.rawValue, seconds: rounded($0.seconds)) }
    server = report.server.map { Server(version: $0.version, origin: $0.origin.rawValue) }
    database = report.database.map(Database.init)
    leases = report.leases.map {
      Leases(
        count: $0.count, clones: $0.clones, medianSeconds: rounded($0.median),
        percentile95Seconds: rounded($0.percentile95))
    }
    kept = report.kept.map { Kept(database: $0.database, test: $0.test, psql: $0.psql) }
  }

  struct Problem: Encodable {
    let message: String
    let file: String?
    let line: Int?
    let column: Int?

    init(_ message: String, _ place: SourcePlace?, _ directory: String) {
      let place = place?.relative(to: directory)
      self.message = message
      file = place?.file
      line = place?.line
      column = place?.column
    }
  }

  struct Test: Encodable {
    let name: String
    let library: String
    let module: String?
    let suite: String?
    let function: String
    let displayName: String?
    let file: String?
    let line: Int?
    let outcome: String
    let reason: String?
    let seconds: Double?
    let issues: [Issue]
    let log: String?

    init(_ result: TestResult, _ report: RunReport) {
      let place = result.place?.relative(to: report.directory)
      name = result.identifier.name
      library = result.identifier.library.rawValue
      module = result.module
      suite = result.suite
      function = result.function
      displayName = result.displayName
      file = place?.file
      line = place?.line
      (outcome, reason) =
        switch result.outcome {
        case .passed: ("passed", nil)
        case .failed: ("failed", nil)
        case .skipped(let reason): ("skipped", reason)
        case .unfinished: ("unfinished", nil)
        }
      seconds = result.seconds.map(rounded)
      issues = result.issues.map {
        Issue(kind: $0.kind.rawValue, problem: Problem($0.message, $0.place, report.directory))
      }
      log = report.logs[result.identifier.name]
    }
  }

  struct Issue: Encodable {
    let kind: String
    let problem: Problem

    private enum Field: CodingKey { case kind }

    func encode(to encoder: any Encoder) throws {
      try problem.encode(to: encoder)
      var container = encoder.container(keyedBy: Field.self)
      try container.encode(kind, forKey: .kind)
    }
  }

  struct Phase: Encodable {
    let name: String
    let seconds: Double
  }

  struct Server: Encodable {
    let version: String
    let origin: String
  }

  struct Database: Encodable {
    let name: String
    let template: String
    let migrations: Int?
    let newMigrations: Int?
    let seeds: Int

    init(_ facts: DatabaseFacts) {
      name = facts.name
      migrations = facts.migrations
      seeds = facts.seeds
      switch facts.template {
      case .found: (template, newMigrations) = ("found", 0)
      case .built: (template, newMigrations) = ("built", facts.migrations)
      case .appended(let count): (template, newMigrations) = ("appended", facts.migrations.map { $0 - count })
      case .none: (template, newMigrations) = ("none", facts.migrations)
      }
    }
  }

  struct Leases: Encodable {
    let count: Int
    let clones: Int
    let medianSeconds: Double
    let percentile95Seconds: Double
  }

  struct Kept: Encodable {
    let database: String
    let test: String?
    let psql: String
  }
}

/// To a microsecond: more is noise.
private func rounded(_ seconds: Double) -> Double { (seconds * 1_000_000).rounded() / 1_000_000 }

import TestReports
import Testing

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

@Suite("The report in JSON")
struct JSONTests {
  /// What a program that knows the schema reads.
  private struct Document: Decodable {
    struct Test: Decodable {
      struct Issue: Decodable, Equatable {
        let kind, message: String
        let file: String?
        let line, column: Int?
      }
      let name, library, outcome: String
      let module, suite, reason, file: String?
      let seconds: Double?
      let issues: [Issue]
    }
    struct Problem: Decodable, Equatable {
      let message: String
      let file: String?
      let line, column: Int?
    }
    struct Phase: Decodable, Equatable {
      let name: String
      let seconds: Double
    }
    struct Database: Decodable, Equatable {
      let template: String
      let migrations, newMigrations: Int?
      let seeds: Int
    }
    let version: Int
    let outcome: String
    let exitCode: Int
    let counts: [String: Int]
    let tests: [Test]
    let phases: [Phase]
    let database: Database?
    let leases: [String: Double]?
    let errors: [Problem]
  }

  private func document(_ report: RunReport) throws -> Document {
    try JSONDecoder().decode(Document.self, from: Data(try report.json.utf8))
  }

  @Test("has everything in it")
  func whole() throws {
    let document = try document(try Reports.captured())
    #expect(document.version == 1)
    #expect(document.outcome == "testsFailed")
    #expect(document.exitCode == 1)
    #expect(document.counts == ["passed": 9, "failed": 7, "skipped": 3, "unfinished": 0])
    #expect(document.phases == [.init(name: "server", seconds: 0.12), .init(name: "database", seconds: 0.691)])
    #expect(document.database == .init(template: "appended", migrations: 7, newMigrations: 1, seeds: 1))
    #expect(
      document.leases == ["count": 412, "clones": 16, "medianSeconds": 0.0004, "percentile95Seconds": 0.0123])
    let paid = try #require(document.tests.first { $0.name == "SampleTests.OrderTests/isPaid()" })
    #expect(paid.library == "Swift Testing")
    #expect(paid.module == "SampleTests")
    #expect(paid.suite == "OrderTests")
    #expect(
      paid.issues == [
        .init(
          kind: "failure", message: "Expectation failed: (1 + 1 → 2) == 3\nthe sum, of what: 100% is\ndue",
          file: "Tests/SampleTests/OrderTests.swift", line: 7, column: 25)
      ])
    let skipped = try #require(document.tests.first { $0.name == "LegacyTests.testIsSkipped" })
    #expect(skipped.outcome == "skipped")
    #expect(skipped.reason == "no network")
  }

  @Test("says why there were no tests, with the place")
  func error() throws {
    var report = RunReport(package: "sample", directory: "/package")
    report.outcome = .noDatabase
    report.errors = RunError.errors(in: "M/1.sql:2:3: error: one\nmore\nM/2.sql: error: two")
    let errors = try document(report).errors
    #expect(
      errors == [
        .init(message: "one\nmore", file: "M/1.sql", line: 2, column: 3),
        .init(message: "two", file: "M/2.sql", line: nil, column: nil),
      ])
  }

  @Test("has no password in it, whatever the tests say", arguments: ["postgres", "k2J8-long-and-random"])
  func password(password: String) throws {
    var report = Reports.failing("postgres://postgres:\(password)@localhost/x is not 1; PGPASSWORD=\(password)")
    report.logs = ["M.S/f()": "password='\(password)'"]
    let hidden = try report.hiding(Secrets([password, ""])).json
    for form in [":\(password)@", "=\(password)", "'\(password)"] { #expect(!hidden.contains(form)) }
    #expect(hidden.contains("postgres://postgres:********@localhost/x"))
  }
}

import TestReports
import Testing

@Suite("What people are told at the end")
struct PeopleTests {
  @Test("is what came of the tests, of the database and of the leases, within 80 columns")
  func summary() throws {
    let summary = try Reports.captured().summary
    #expect(
      summary == [
        "tests     9 passed, 7 failed, 3 skipped  (12 of Swift Testing, 7 of XCTest)",
        "database  server 0.12 s, database 0.69 s, from the template of 6 of 7 migrations",
        "leases    412, of 16 clones; half within 0.4 ms, 95 % within 12.3 ms",
      ])
    #expect(summary.allSatisfy { $0.count <= 80 })
  }

  @Test("says what was run where a template had all migrations, and other seeds")
  func otherSeeds() throws {
    var report = try Reports.captured()
    report.database = DatabaseFacts(name: "dbt_sample_1", template: .appended(to: 7), migrations: 7, seeds: 1)
    #expect(report.summary[1] == "database  server 0.12 s, database 0.69 s, seeds run on a template of all migrations")
  }

  @Test("is one time where there was one lease")
  func oneLease() throws {
    var report = try Reports.captured()
    report.leases = LeaseFacts(count: 1, clones: 1, median: 0.0253, percentile95: 0.0253)
    #expect(report.summary.last == "leases    1, of 1 clone; within 25.3 ms")
  }

  @Test("is nothing where nothing was done")
  func empty() {
    let report = RunReport(package: "sample", directory: "/package")
    #expect(report.summary.isEmpty)
    #expect(report.failureLines.isEmpty)
  }

  @Test("names each failing test with its place and the first line of what was wrong")
  func failures() throws {
    let lines = try Reports.captured().failureLines
    #expect(lines.first == "7 tests failed:")
    let paid = try #require(lines.firstIndex(of: "  SampleTests.OrderTests/isPaid()"))
    #expect(lines[paid + 1] == "    Tests/SampleTests/OrderTests.swift:7:25: Expectation failed: (1 + 1 → 2) == 3")
    #expect(lines.contains("  LegacyTests.testThrows"))
    #expect(lines.contains(#"    threw error "Wrong()""#))
  }

  @Test("has a failing test's database and its lines of the server's log")
  func particulars() {
    var report = Reports.failing("wrong")
    report.kept = [
      RunReport.Kept(database: "dbt_1", test: "M.S/f()", psql: "psql 'one'"),
      RunReport.Kept(database: "dbt_2", test: "M.S/g()", psql: "psql 'two'"),
    ]
    report.logs = ["M.S/f()": (1...9).map { "line \($0)" }.joined(separator: "\n")]
    #expect(
      report.failureLines == [
        "1 test failed:", "  M.S/f()", "    a.swift:3: wrong", "    psql 'one'", "    | line 5", "    | line 6",
        "    | line 7", "    | line 8", "    | line 9",
      ])
  }

  @Test("stays readable where very many tests fail")
  func many() {
    var report = RunReport(package: "sample", directory: "/package")
    report.outcome = .testsFailed
    report.tests.add((1...500).map { TestResult(.init(.swiftTesting, "M.S/f\($0)()"), outcome: .failed) })
    #expect(report.failureLines.count < 30)
    #expect(report.failureLines.last == "  and 480 more")
  }

  @Test("counts a test that did not end as failed, unless the run was interrupted")
  func unfinished() {
    var report = RunReport(package: "sample", directory: "/package")
    report.tests.add([TestResult(.init(.xctest, "A.testB"))])
    report.outcome = .testsFailed
    #expect(report.failureLines == ["1 test failed:", "  A.testB", "    its process ended before it did"])
    #expect(report.interruptedLines.isEmpty)
    report.outcome = .interrupted
    #expect(report.failureLines.isEmpty)
    #expect(report.interruptedLines == ["1 test had not ended:", "  A.testB"])
  }
}

import TestReports

/// Reports to be written.
enum Reports {
  /// One of the package that was captured.
  static func captured() throws -> RunReport {
    var report = RunReport(package: "sample", directory: "/package")
    report.outcome = .testsFailed
    report.exitCode = 1
    report.seconds = 2.5
    report.tests.add(XCTestOutput(try Captured.bytes("xctest.txt")).results)
    report.tests.add(EventStream(try Captured.bytes("events.jsonl")).results)
    report.phases = [.init(.server, seconds: 0.12), .init(.database, seconds: 0.691)]
    report.server = ServerFacts(version: "15.18", origin: .embedded)
    report.database = DatabaseFacts(name: "dbt_sample_1", template: .appended(to: 6), migrations: 7, seeds: 1)
    report.leases = LeaseFacts(count: 412, clones: 16, median: 0.0004, percentile95: 0.0123)
    return report
  }

  /// One in which a test of this name failed with a message.
  static func failing(
    _ message: String, in name: String = "M.S/f()",
    at place: SourcePlace? = SourcePlace(file: "/package/a.swift", line: 3)
  ) -> RunReport {
    var report = RunReport(package: "sample", directory: "/package")
    report.outcome = .testsFailed
    report.exitCode = 1
    report.tests.add([
      TestResult(.init(.swiftTesting, name), outcome: .failed, issues: [TestIssue(message, at: place)])
    ])
    return report
  }
}

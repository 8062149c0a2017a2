import Foundation
import IntegrationHarness
import Testing

extension Integration.Tool {
  /// The end of a run: its summary, the tests that failed, and the reports.
  @Suite struct Reports {
    private let consumer: Consumer

    init() async throws { consumer = try await Consumer.ready(by: .tool) }

    /// What a program reads of a report.
    private struct Report: Decodable {
      struct Problem: Decodable {
        let message: String
        let file: String?
        let line: Int?
      }
      struct Test: Decodable {
        let name, library, outcome: String
        let issues: [Problem]
      }
      struct Phase: Decodable { let name: String }
      let version: Int
      let outcome: String
      let exitCode: Int
      let counts: [String: Int]
      let tests: [Test]
      let errors: [Problem]
      let phases: [Phase]
    }

    /// Runs the tests and reads their report.
    private func report(
      _ arguments: [String] = [], options: [String] = [], environment: [String: String] = [:],
      within limit: Duration = .warm
    ) async throws -> (Report, Ended) {
      let file = Scratch.shared.path(of: "report")
      let ended = try await consumer.dbTest(
        arguments + ["--report", "json=\(file)"], options: options, environment: environment
      ).run(within: limit)
      return (try read(file, ended), ended)
    }

    private func read(_ file: String, _ ended: Ended) throws -> Report {
      let data = try #require(FileManager.default.contents(atPath: file), "\(ended)")
      let attributes = try FileManager.default.attributesOfItem(atPath: file)
      #expect(attributes[.posixPermissions] as? Int == 0o600)
      try FileManager.default.removeItem(atPath: file)
      return try JSONDecoder().decode(Report.self, from: data)
    }

    private func outcomes(_ report: Report) -> [String: String] {
      Dictionary(report.tests.map { ($0.name, $0.outcome) }) { $1 }
    }

    @Test(arguments: [[], ["--parallel"]])
    func everyTestOfBothLibrariesIsReported(arguments: [String]) async throws {
      let (report, ended) = try await report(arguments, within: .build)
      #expect(ended.isSuccess, "\(ended)")
      #expect(report.version == 1)
      #expect(report.outcome == "passed")
      #expect(report.exitCode == 0)
      #expect(report.counts == ["passed": 9, "failed": 0, "skipped": 1, "unfinished": 0], "\(report)")
      let outcomes = outcomes(report)
      #expect(outcomes["ConsumerTests.ProductTests/storesAProduct()"] == "passed", "\(outcomes)")
      #expect(outcomes["LegacyTests.testReachesTheDatabase"] == "passed", "\(outcomes)")
      #expect(outcomes["LegacyTests.testIsSkipped"] == "skipped", "\(outcomes)")
      #expect(
        Set(report.phases.map(\.name)).isSuperset(of: ["server", "database", "build", "tests", "tidying"]), "\(report)")
      #expect(
        ended.output.contains("tests     9 passed, 1 skipped  (7 of Swift Testing, 3 of XCTest)\n"), "\(ended)")
      try await expectNothing()
    }

    @Test(arguments: [[], ["--parallel"]])
    func failingTestsAreNamedAgainAtTheEndWithTheirPlaces(arguments: [String]) async throws {
      try consumer.steer(["fail": "", "fail XCTest": ""])
      let (report, ended) = try await report(arguments, within: .build)
      #expect(!ended.isSuccess, "\(ended)")
      #expect(report.outcome == "testsFailed")
      #expect(report.counts["failed"] == 2, "\(report)")
      let failed = report.tests.filter { $0.outcome == "failed" }
      #expect(
        Set(failed.map(\.name)) == ["ConsumerTests.SteeredTests/failsWhenToldTo()", "LegacyTests.testFailsWhenToldTo"])
      #expect(failed.allSatisfy { $0.issues.first?.line != nil && $0.issues.first?.message.contains("told") == true })
      let end = try #require(ended.output.firstRange(of: "2 tests failed:\n"), "\(ended)").upperBound
      let list = ended.output[end...]
      #expect(
        list.contains("  ConsumerTests.SteeredTests/failsWhenToldTo()\n    Tests/ConsumerTests/SteeredTests.swift:"))
      #expect(list.contains("  LegacyTests.testFailsWhenToldTo\n    Tests/ConsumerTests/LegacyTests.swift:"))
      try await expectNothing()
    }

    @Test func quietRunNamesOnlyWhatFailed() async throws {
      let good = try await consumer.dbTest(["--quiet"]).run(within: .build)
      #expect(!good.output.contains("tests     "), "\(good)")
      try consumer.steer(["fail": ""])
      let bad = try await consumer.dbTest(["--quiet"]).run()
      #expect(bad.output.contains("1 test failed:\n"), "\(bad)")
      #expect(!bad.output.contains("tests     "), "\(bad)")
      try await expectNothing()
    }

    @Test func failedMigrationIsReportedAtItsPlace() async throws {
      let (report, ended) = try await report(["--migrations", "Broken"])
      #expect(!ended.isSuccess, "\(ended)")
      #expect(report.outcome == "noDatabase")
      #expect(report.errors.first?.file == "Broken/0001_a.sql")
      #expect(report.errors.first?.line == 3)
      #expect(report.errors.first?.message.contains("syntax error at or near") == true)
      #expect(report.tests.isEmpty)
      try await expectNothing()
    }

    @Test func testsThatCanNotBeBuiltAreReported() async throws {
      try consumer.setBuildTime(.broken)
      let (report, _) = try await report(within: .build)
      #expect(report.outcome == "buildFailed")
      #expect(report.exitCode == 1)
      try await expectNothing()
    }

    @Test func interruptedRunIsReportedWithWhatWasDone() async throws {
      _ = try Phase.tests.prepare(consumer)
      let file = Scratch.shared.path(of: "report")
      try await with(consumer.dbTest(["--report", "json=\(file)"], on: .terminal)) { running in
        try await Phase.tests.reached(by: running)
        try await running.waitForOutput("Test storesAProduct() passed")
        running.type("\u{3}")
        let ended = try await running.ended(within: .seconds(20))
        let report = try read(file, ended)
        #expect(report.outcome == "interrupted")
        #expect(report.exitCode == 130)
        let outcomes = outcomes(report)
        #expect(outcomes["ConsumerTests.ProductTests/storesAProduct()"] == "passed", "\(outcomes)")
        #expect(outcomes["ConsumerTests.SteeredTests/sleepsWhenToldTo()"] == "unfinished", "\(outcomes)")
        let phases = report.phases.map(\.name)
        #expect(phases.contains("build") && !phases.contains("tests"), "\(phases)")
        let end = try #require(ended.output.firstRange(of: "1 test had not ended:"), "\(ended)").upperBound
        #expect(
          ended.output[end...].contains("  ConsumerTests.SteeredTests/sleepsWhenToldTo(), Tests/ConsumerTests/"),
          "\(ended)")
      }
      try await expectNothing()
    }

    @Test func reportThatCanNotBeWrittenIsSaidBeforeTheWork() async throws {
      let ended = try await consumer.dbTest(["--report", "json=/nowhere/report.json"]).run()
      #expect(!ended.isSuccess, "\(ended)")
      #expect(ended.output.contains("can't write '/nowhere/report.json'"), "\(ended)")
      #expect(ended.output.contains("the report can't be written, so nothing was done"), "\(ended)")
      #expect(!ended.output.contains("Test run started"), "\(ended)")
      try await expectNothing()
    }

    @Test func usersOwnReportsOfSwiftTestStay() async throws {
      let folder = Scratch.shared.path(of: "reports")
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      let (report, ended) = try await report([
        "--parallel", "--xunit-output", "\(folder)/xunit.xml",
        "--event-stream-output-path", "\(folder)/events.jsonl", "--event-stream-version", "0",
      ])
      #expect(ended.isSuccess, "\(ended)")
      #expect(report.counts["passed"] == 9, "\(report)")
      for (name, text) in [("xunit.xml", "testReachesTheDatabase"), ("events.jsonl", "storesAProduct")] {
        #expect(try String(contentsOfFile: "\(folder)/\(name)", encoding: .utf8).contains(text), "\(name)")
      }
      try await expectNothing()
    }

    @Test func gitHubGetsAnnotationsAndAJobSummary() async throws {
      try consumer.steer(["fail": ""])
      let summary = Scratch.shared.path(of: "summary")
      try "before\n".write(toFile: summary, atomically: true, encoding: .utf8)
      let environment = [
        "GITHUB_ACTIONS": "true", "GITHUB_WORKSPACE": Scratch.shared.folder, "GITHUB_STEP_SUMMARY": summary,
      ]
      // A file for programs is another matter.
      let (report, ended) = try await report(environment: environment, within: .build)
      #expect(report.outcome == "testsFailed", "\(ended)")
      #expect(
        ended.output.contains(
          #/\n::error file=consumer/Tests/ConsumerTests/SteeredTests.swift,line=\d+,col=\d+,title=ConsumerTests.SteeredTests/failsWhenToldTo\(\)::Expectation failed/#
        ), "\(ended)")
      let text = try String(contentsOfFile: summary, encoding: .utf8)
      #expect(text.hasPrefix("before\n### ❌ db-test: consumer\n\nthe tests failed, after "), "\(text)")
      #expect(text.contains("| 8 | 1 | 1 | 0 |"), "\(text)")
      let none = try await consumer.dbTest(["--report", "none"], environment: environment).run()
      #expect(!none.output.contains("::error"), "\(none)")
      #expect(!none.output.contains("tests     "), "\(none)")
      #expect(try String(contentsOfFile: summary, encoding: .utf8) == text)
      try await expectNothing()
    }

    @Test func failedMigrationIsAnnotatedWhereGitHubIsAskedFor() async throws {
      let ended = try await consumer.dbTest(["--migrations", "Broken", "--report", "github"]).run()
      #expect(
        ended.output.contains("\n::error file=Broken/0001_a.sql,line=3,col=8,title=db-test::syntax error at or near"),
        "\(ended)")
      try await expectNothing()
    }
  }
}

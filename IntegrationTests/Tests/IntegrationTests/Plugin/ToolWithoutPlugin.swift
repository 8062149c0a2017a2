import IntegrationHarness
import Testing

extension Integration.Plugin {
  /// `swift run db-tool test …`: the real terminal and the real exit status.
  @Suite struct ToolWithoutPlugin {
    private let consumer: Consumer

    init() async throws { consumer = try await Consumer.ready() }

    private func dbTool(_ arguments: [String], on connection: Command.Connection = .pipes) -> Command {
      consumer.command(["swift", "run", "db-tool"] + arguments, on: connection)
    }

    @Test func passingTestsMakeItSucceedAndLeaveNothing() async throws {
      let ended = try await dbTool(["test"]).run(within: .firstBuild)
      #expect(ended.isSuccess, "\(ended)")
      #expect(ended.output.contains("Test run with 7 tests in 2 suites passed"), "\(ended)")
      #expect(ended.output.contains("✓ db-test: the tests passed in "), "\(ended)")
      try await expectNothing()
    }

    @Test func itsExitStatusSaysWhatWentWrong() async throws {
      try consumer.steer(["fail": ""])
      let failing = try await dbTool(["test"]).run(within: .firstBuild)
      #expect(failing.ending == .exited(1), "\(failing)")
      #expect(failing.output.contains("✗ db-test: the tests failed"), "\(failing)")
      let broken = try await dbTool(["test", "--migrations", "Broken"]).run()
      #expect(broken.ending == .exited(2), "\(broken)")
      #expect(broken.output.contains("✗ db-test: there is no database for the tests"), "\(broken)")
      try await expectNothing()
    }

    @Test func standardInputReachesACommandWhoseOutputStandsAlone() async throws {
      let inner = "echo 'SELECT 40 + 2' | swift run db-tool exec -q -- psql -At"
      let ended = try await consumer.command(["sh", "-c", inner]).run(within: .firstBuild)
      #expect(ended.isSuccess && ended.standardOutput == "42\n", "\(ended)")
      try await expectNothing()
    }

    @Test(arguments: Phase.allCases)
    func controlCEndsItAndLeavesNothing(phase: Phase) async throws {
      let arguments = try phase.prepare(consumer)
      try await with(dbTool(["test"] + arguments, on: .terminal)) { running in
        try await phase.reached(by: running)
        let moment = ContinuousClock.now
        running.type("\u{3}")
        try await expectNothing(after: moment, of: running.output)
        let ended = try await running.ended(within: .seconds(20))
        #expect(ended.ending == .exited(130), "\(ended)")
        #expect(ended.output.contains("interrupted, after "), "\(ended)")
      }
    }

    @Test func killingItLeavesNothing() async throws {
      let arguments = try Phase.tests.prepare(consumer)
      try await with(dbTool(["test"] + arguments, on: .terminal)) { running in
        try await Phase.tests.reached(by: running)
        let moment = ContinuousClock.now
        try await running.send(9, to: .tool)
        try await expectNothing(after: moment, of: running.output)
        #expect(try await running.ended(within: .seconds(20)).ending == .signalled(9))
      }
    }
  }
}

import IntegrationHarness
import Testing

extension Integration.Plugin {
  /// Whatever ends a run, and whenever: 5 s later nothing of it is left.
  @Suite struct Signals {
    private let consumer: Consumer

    init() async throws { consumer = try await Consumer.ready() }

    @Test(arguments: Phase.allCases, Blow.allCases.filter { $0 != .killWatcher })
    func endedRunLeavesNothing(phase: Phase, blow: Blow) async throws {
      let arguments = try phase.prepare(consumer)
      let command = consumer.dbTest(arguments, on: blow.connection)
      try await with(command) { running in
        try await phase.reached(by: running)
        let moment = ContinuousClock.now
        try await blow.strike(running)
        try await expectNothing(after: moment, of: running.output)
        let ended = try await running.ended(within: .seconds(20))
        #expect(!ended.isSuccess, "\(ended)")
      }
    }

    @Test(arguments: Phase.allCases)
    func runGoesOnWithoutItsWatcher(phase: Phase) async throws {
      let arguments = try phase.prepare(consumer, isShort: true)
      try await with(consumer.dbTest(arguments + passing(phase))) { running in
        try await phase.reached(by: running)
        try await Blow.killWatcher.strike(running)
        let ended = try await running.ended(within: .build)
        #expect(ended.isSuccess, "\(ended)")
        try await expectNothing(of: ended)
      }
    }

    /// They are built then, and `swift test` has called them.
    @Test(arguments: [Blow.killSwiftTest, .killTool, .controlC])
    func endedRunWhoseTestsWaitForTheirDatabaseLeavesNothing(blow: Blow) async throws {
      let arguments = try Phase.provisioning.prepare(consumer)
      try await with(consumer.dbTest(arguments, on: blow.connection)) { running in
        _ = try await running.process(.tests)
        try await Phase.provisioning.reached(by: running)
        let moment = ContinuousClock.now
        try await blow.strike(running)
        try await expectNothing(after: moment, of: running.output)
        let ended = try await running.ended(within: .seconds(20))
        #expect(!ended.isSuccess, "\(ended)")
      }
    }

    @Test func secondControlCIsTakenForImpatience() async throws {
      let arguments = try Phase.tests.prepare(consumer)
      try await with(consumer.dbTest(arguments, on: .terminal)) { running in
        try await Phase.tests.reached(by: running)
        let moment = ContinuousClock.now
        running.type("\u{3}")
        running.type("\u{3}")
        try await expectNothing(after: moment, of: running.output)
        #expect(try await !running.ended(within: .seconds(20)).isSuccess)
      }
    }

    /// `Pausing` makes not all tables, so only a test that needs none is run with it.
    private func passing(_ phase: Phase) -> [String] {
      phase == .provisioning ? ["--filter", "isOfTheCurrentSource"] : []
    }
  }
}

import IntegrationHarness
import Testing

extension Integration.Plugin {
  /// What a run made on a server that is not its own goes as well.
  @Suite struct SignalsOnAGivenServer {
    private let consumer: Consumer

    init() async throws { consumer = try await Consumer.ready() }

    @Test(arguments: [
      (Phase.build, Blow.killTool), (.provisioning, .controlC), (.provisioning, .killPackage),
      (.provisioning, .killTool), (.tests, .controlC), (.tests, .killPlugin), (.tests, .killTool),
      (.tests, .killSwiftTest),
    ])
    func endedRunLeavesNothing(phase: Phase, blow: Blow) async throws {
      let server = try await GivenServer.shared.value
      let arguments = try phase.prepare(consumer)
      let command = consumer.dbTest(
        arguments, environment: ["POSTGRES_DSN_ORIGINAL": server.dsn(.creator)], on: blow.connection)
      try await with(command) { running in
        try await phase.reached(by: running, on: server)
        let moment = ContinuousClock.now
        try await blow.strike(running)
        try await expectNothing(Remains(on: server), after: moment, of: running.output)
        let ended = try await running.ended(within: .seconds(20))
        #expect(!ended.isSuccess, "\(ended)")
      }
    }

    @Test func runGoesOnWithoutItsWatcher() async throws {
      let server = try await GivenServer.shared.value
      let arguments = try Phase.tests.prepare(consumer, isShort: true)
      let command = consumer.dbTest(arguments, environment: ["POSTGRES_DSN_ORIGINAL": server.dsn(.creator)])
      try await with(command) { running in
        try await Phase.tests.reached(by: running)
        try await Blow.killWatcher.strike(running)
        let ended = try await running.ended(within: .warm)
        #expect(ended.isSuccess, "\(ended)")
        try await expectNothing(Remains(on: server), of: ended)
      }
    }
  }
}

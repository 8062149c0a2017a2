import IntegrationHarness
import Testing

extension Integration.Tool {
  @Suite struct Concurrency {
    private let consumer: Consumer
    private let otherPath = ["--scratch-path", "other path"]

    init() async throws { consumer = try await Consumer.ready(by: .tool) }

    @Test func twoRunsShareAServerAndNoDatabase() async throws {
      let arguments = try await prepare()
      try await with(consumer.dbTest(arguments)) { one in
        let other = try Running(consumer.dbTest(arguments, options: otherPath))
        let databases = try await bothTests()
        #expect(Set(databases).count == 2)
        #expect(try await Set(sessions(of: Cluster().sessionDatabases())) == Set(databases))
        for running in [one, other] {
          let ended = try await running.ended(within: .warm)
          #expect(ended.isSuccess, "\(ended)")
        }
        try await expectNothing()
      }
    }

    @Test func deathOfOneRunIsNothingToTheOther() async throws {
      let arguments = try await prepare()
      try await with(consumer.dbTest(arguments)) { one in
        let other = try Running(consumer.dbTest(arguments, options: otherPath))
        let databases = try await bothTests()
        try await one.send(9, to: .tool)
        #expect(try await !one.ended(within: .seconds(5)).isSuccess)
        let left = try await databasesLeft(1)
        #expect(left.count == 1 && databases.contains(left[0]))
        #expect(other.isRunning, "\(other.output)")
        let ended = try await other.ended(within: .warm)
        #expect(ended.isSuccess, "\(ended)")
        try await expectNothing()
      }
    }

    /// Builds what the second run needs, and tells the tests to sleep for long enough.
    private func prepare() async throws -> [String] {
      let built = try await consumer.dbTest(options: otherPath).run(within: .build)
      #expect(built.isSuccess, "\(built)")
      let arguments = try Phase.tests.prepare(consumer)
      try consumer.steer(Phase.sleeping(seconds: 10))
      return arguments
    }

    /// The databases of sessions, as soon as there are no more than that, or 5 s later.
    private func databasesLeft(_ count: Int) async throws -> [String] {
      let deadline = ContinuousClock.now + .seconds(5)
      while true {
        let databases = try await sessions(of: Cluster().sessionDatabases())
        if databases.count <= count || ContinuousClock.now > deadline { return databases }
        try await Task.sleep(for: .milliseconds(50))
      }
    }

    /// Those of the databases that are the sessions' own: not their templates, which have a number behind the name.
    private func sessions(of databases: [String]) -> [String] {
      databases.filter { $0.firstMatch(of: /_[0-9]{1,5}$/) == nil }
    }

    /// The databases of both runs, once the tests of both sleep.
    private func bothTests() async throws -> [String] {
      let databases = try await eventually(within: .seconds(60)) { () -> [String]? in
        Phase.sleepingTests.count == 2 ? Phase.sleepingTests : nil
      }
      return try #require(databases)
    }
  }
}

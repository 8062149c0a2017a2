import IntegrationHarness
import Testing

extension Integration.Plugin {
  /// However the tests are built: those that run are those that were written.
  @Suite struct Builds {
    private let consumer: Consumer

    init() async throws { consumer = try await Consumer.ready() }

    private static let printing = ["--filter", "isOfTheCurrentSource"]

    @Test(arguments: [
      [], ["--build-system", "swiftbuild"], ["--scratch-path", "other path", "-c", "release"],
    ])
    func testsOfTheCurrentSourceAreRun(options: [String]) async throws {
      for revision in [1, 2] {
        try consumer.setRevision(revision)
        let ended = try await consumer.dbTest(Self.printing, options: options).run(within: .firstBuild)
        #expect(ended.isSuccess, "\(ended)")
        #expect(ended.output.contains("revision \(revision)"), "\(ended)")
        try await expectNothing()
      }
    }

    @Test func compilersFlagsArePassedOn() async throws {
      let ended = try await consumer.dbTest(Self.printing + ["-Xswiftc", "-DCONSUMER_DEFINE"]).run(within: .build)
      #expect(ended.isSuccess, "\(ended)")
      #expect(ended.output.contains("compiled with CONSUMER_DEFINE"), "\(ended)")
    }

    @Test func filterChoosesTheTests() async throws {
      let ended = try await consumer.dbTest(["--filter", "LegacyTests"]).run(within: .build)
      #expect(ended.isSuccess, "\(ended)")
      #expect(ended.output.contains("testReachesTheDatabase"), "\(ended)")
      #expect(!ended.output.contains("storesAProduct"), "\(ended)")
    }

    @Test func testsCanRunInParallelProcesses() async throws {
      let ended = try await consumer.dbTest(["--parallel"]).run(within: .build)
      #expect(ended.isSuccess, "\(ended)")
      #expect(ended.output.contains("Testing ConsumerTests.LegacyTests/testReachesTheDatabase"), "\(ended)")
      #expect(ended.output.contains("Test run with 7 tests in 2 suites passed"), "\(ended)")
      try await expectNothing()
    }

    @Test func interruptedTestsOfSwiftBuildLeaveNothing() async throws {
      let options = ["--build-system", "swiftbuild"]
      let built = try await consumer.dbTest(Self.printing, options: options).run(within: .firstBuild)
      #expect(built.isSuccess, "\(built)")
      let ended = try await repeated {
        let arguments = try Phase.tests.prepare(consumer)
        return try await with(consumer.dbTest(arguments, options: options, on: .terminal)) { running in
          guard await (try? Phase.tests.reached(by: running)) != nil else {
            return try await running.ended(within: .warm)
          }
          let moment = ContinuousClock.now
          running.type("\u{3}")
          try await expectNothing(after: moment, of: running.output)
          return try await running.ended(within: .seconds(20))
        }
      }
      #expect(ended.output.contains("interrupted"), "\(ended)")
    }
  }
}

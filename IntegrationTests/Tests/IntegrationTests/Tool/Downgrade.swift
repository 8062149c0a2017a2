import Foundation
import IntegrationHarness
import Testing

extension Integration.Tool {
  @Suite struct Downgrade {
    private let consumer: Consumer

    init() async throws { consumer = try await Consumer.ready(by: .tool) }

    @Test func allMigrationsAreUndoneFromTheLastToTheFirst() async throws {
      let ended = try await consumer.dbTest(["--downgrade", "--verbose"]).run(within: .build)
      #expect(ended.isSuccess, "\(ended)")
      let last = try #require(ended.output.range(of: "undoing 1 of 2: Migrations/0002_review.down.sql"), "\(ended)")
      let first = try #require(ended.output.range(of: "undoing 2 of 2: Migrations/0001_product.down.sql"), "\(ended)")
      #expect(last.lowerBound < first.lowerBound, "\(ended)")
      #expect(ended.output.contains("✓ all migrations undone"), "\(ended)")
      try await expectNothing()
    }

    @Test func migrationThatCanNotBeUndoneIsNamedAndMakesTheCommandFail() async throws {
      let ended = try await consumer.dbTest(["--downgrade", "--migrations", "BadDown"]).run()
      #expect(ended.ending == .exited(1), "\(ended)")
      #expect(ended.output.contains("BadDown/0002_review.down.sql"), "\(ended)")
      #expect(ended.output.contains("table \"reviews\" does not exist"), "\(ended)")
      #expect(ended.output.contains("the tests passed, but the migrations could not be undone"), "\(ended)")
      try await expectNothing()
    }

    @Test func failedTestsAreTheVerdictWhateverTheDowngradeComesTo() async throws {
      try consumer.steer(["fail": ""])
      let ended = try await consumer.dbTest(["--downgrade", "--migrations", "BadDown"]).run()
      #expect(ended.ending == .exited(1), "\(ended)")
      #expect(ended.output.contains("db-test: the tests failed"), "\(ended)")
      try await expectNothing()
    }

    @Test func migrationWithoutAWayBackIsNamed() async throws {
      let arguments = ["--downgrade", "--migrations", "OneWay", "--filter", "isOfTheCurrentSource"]
      let ended = try await consumer.dbTest(arguments).run()
      #expect(ended.ending == .exited(1), "\(ended)")
      #expect(ended.output.contains("OneWay/0001_product.sql: error: can't be undone"), "\(ended)")
      try await expectNothing()
    }
  }
}

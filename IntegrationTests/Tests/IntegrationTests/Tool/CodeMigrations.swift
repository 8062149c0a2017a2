import IntegrationHarness
import Testing

extension Integration.Tool {
  /// A package whose migrations are a program of its own.
  @Suite struct CodeMigrations {
    private let consumer: Consumer
    private static let migrator = "the package's own migrator, up"

    init() async throws { consumer = try await Consumer.ready(by: .tool) }

    private func configure(_ command: String, inputs: String?) throws {
      let inputs = inputs.map { ", inputs: [\"\($0)\"]" } ?? ""
      try consumer.configure("{ migrate: { command: [\(command)]\(inputs) } }")
    }

    @Test func itRunsOnceForTheSameInputs() async throws {
      try configure("'swift', 'run', 'Migrator', 'up'", inputs: "Migrations/*.sql")
      let first = try await consumer.dbTest(["--fresh"]).run(within: .build)
      #expect(first.isSuccess && first.output.contains(Self.migrator), "\(first)")
      #expect(first.output.contains("made by 'swift run Migrator up', 1 seed "), "\(first)")
      let second = try await consumer.dbTest().run()
      #expect(second.isSuccess && !second.output.contains(Self.migrator), "\(second)")
      #expect(second.output.contains("1 seed, unchanged since an earlier run"), "\(second)")
      try await expectNothing()
    }

    @Test func withoutInputsItRunsEveryTimeAndSaysSo() async throws {
      try configure("'swift', 'run', 'Migrator', 'up'", inputs: nil)
      for _ in 0..<2 {
        let ended = try await consumer.dbTest().run(within: .build)
        #expect(ended.isSuccess && ended.output.contains(Self.migrator), "\(ended)")
        #expect(ended.output.contains("'swift run Migrator up' runs every time: "), "\(ended)")
      }
      try await expectNothing()
    }

    @Test func theLongLivedDatabaseIsMadeByItToo() async throws {
      try configure("'swift', 'run', 'Migrator', 'up'", inputs: nil)
      let reset = try await consumer.dbReset(["--print", "dsn"]).run(within: .build)
      #expect(reset.isSuccess && reset.output.contains(Self.migrator), "\(reset)")
      #expect(reset.output.contains("/consumer_test"), "\(reset)")
      _ = try await consumer.dbReset(["--stop"]).run()
      try await expectNothing()
    }

    @Test func aProgramThatFailsIsNamedWithItsOutputAndItsExitStatus() async throws {
      try configure("'swift', 'run', 'Migrator', 'sideways'", inputs: nil)
      let ended = try await consumer.dbTest().run(within: .build)
      #expect(!ended.isSuccess && ended.output.contains("migrator, sideways"), "\(ended)")
      #expect(
        ended.output.contains(
          "'swift run Migrator sideways', which is to migrate the database, failed with exit status 64"), "\(ended)")
      try await expectNothing()
    }

    @Test func aProgramThatIsNotThereOrMakesNothingIsNamed() async throws {
      try configure("'no-such-migrator'", inputs: nil)
      let missing = try await consumer.dbTest().run(within: .build)
      #expect(
        !missing.isSuccess && missing.output.contains("no program 'no-such-migrator', which 'migrate' in db-test.json"),
        "\(missing)")
      try configure("'true'", inputs: nil)
      let idle = try await consumer.dbTest().run(within: .build)
      #expect(!idle.isSuccess && idle.output.contains("'true' succeeded, but made nothing in the database"), "\(idle)")
      try await expectNothing()
    }
  }
}

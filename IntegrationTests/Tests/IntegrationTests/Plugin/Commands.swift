import IntegrationHarness
import Testing

extension Integration.Plugin {
  /// What comes of the tool's commands through `swift package`.
  @Suite struct Commands {
    private let consumer: Consumer

    init() async throws { consumer = try await Consumer.ready() }

    @Test func secondRunInTheSameFolderWaitsForTheFirst() async throws {
      let one = try Running(consumer.dbTest())
      let other = try Running(consumer.dbTest())
      for running in [one, other] {
        let ended = try await running.ended(within: .warm)
        #expect(ended.isSuccess, "\(ended)")
      }
      try await expectNothing()
    }

    @Test func connectionStringOfTheLongLivedDatabaseIsALineOfItsOwnAndWorks() async throws {
      let ended = try await consumer.dbReset(["--print", "dsn"]).run(within: .build)
      let lines = ended.standardOutput.split(separator: "\n").filter { $0.hasPrefix("postgres") }
      let dsn = lines.first.map(String.init) ?? ""
      let psql = try await consumer.command(["psql", "-qAt", "-d", dsn, "-c", "SELECT name FROM product"]).run()
      let status = try await consumer.dbMigrate(["status"]).run(within: .build)
      let stopped = try await consumer.dbReset(["--stop"]).run()
      #expect(ended.isSuccess && lines.count == 1 && !ended.output.contains("✓"), "\(ended)")
      #expect(psql.standardOutput == "seed\n", "\(psql)")
      #expect(status.isSuccess && status.output.contains("0002_review"), "\(status)")
      #expect(stopped.isSuccess && stopped.output.contains("embedded: stopped"), "\(stopped)")
      try await expectNothing()
    }

    @Test func newMigrationIsWrittenIntoThePackage() async throws {
      try consumer.addFolder("New", ["0041_a.up.sql": "", "0041_a.down.sql": ""])
      let ended = try await consumer.dbMigrate(["new", "ratings", "--migrations", "New"]).run(within: .build)
      #expect(ended.isSuccess && ended.output.contains("0042_ratings.up.sql"), "\(ended)")
    }

    @Test func optionsOfATerminalAndOfSwiftTestArePassedOn() async throws {
      let ended = try await consumer.dbTest(["--color", "always", "--filter", "isOfTheCurrentSource"]).run()
      #expect(ended.isSuccess && ended.output.contains("\u{1B}[32m✓"), "\(ended)")
      #expect(ended.output.contains("Test run with 1 test "), "\(ended)")
      try await expectNothing()
    }

    @Test func helpIsTheTools() async throws {
      let ended = try await consumer.dbTest(["--help"]).run()
      #expect(ended.isSuccess, "\(ended)")
      #expect(ended.output.contains("USAGE: swift package db-test [<options>]"), "\(ended)")
      #expect(ended.output.contains("--keep-on-failure"), "\(ended)")
    }

    @Test func doctorKnowsWhoCalledIt() async throws {
      let ended = try await consumer.dbTest(["--doctor"]).run(within: .build)
      #expect(ended.isSuccess, "\(ended)")
      #expect(ended.output.contains("✓ doctor: nothing stops db-test"), "\(ended)")
      #expect(ended.output.contains("started by a SwiftPM plugin"), "\(ended)")
      #expect(!ended.output.contains("Test run started"), "\(ended)")
      try await expectNothing()
    }
  }
}

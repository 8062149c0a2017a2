import IntegrationHarness
import Testing

extension Integration.Tool {
  @Suite struct Output {
    private let consumer: Consumer
    private let escape = "\u{1B}["
    private let green = "\u{1B}[32m✓"

    init() async throws { consumer = try await Consumer.ready(by: .tool) }

    @Test func terminalGetsColoursAndEachLineAtOnce() async throws {
      _ = try Phase.tests.prepare(consumer)
      try consumer.steer(Phase.sleeping(seconds: 6))
      try await with(consumer.dbTest(on: .terminal)) { running in
        try await running.waitForOutput("Test storesAProduct() passed")
        // The one that sleeps has not ended yet.
        #expect(!running.output.contains("Test sleepsWhenToldTo() passed"))
        #expect(running.output.contains("\(green)"), "\(running.output)")
        let ended = try await running.ended(within: .warm)
        #expect(ended.isSuccess, "\(ended)")
        #expect(ended.output.contains("Test sleepsWhenToldTo() passed"), "\(ended)")
        #expect(ended.output.contains("\u{1B}[1mdb-test:"), "\(ended)")
      }
    }

    @Test func pipesGetNoColours() async throws {
      let ended = try await consumer.dbTest().run()
      #expect(ended.isSuccess, "\(ended)")
      #expect(!ended.output.contains(escape), "\(ended)")
      #expect(!ended.output.contains("\r"), "\(ended)")
    }

    @Test(arguments: [(["--color", "always"], [:]), ([], ["CLICOLOR_FORCE": "1"])])
    func pipesGetColoursWhereTheyAreWanted(arguments: [String], environment: [String: String]) async throws {
      let ended = try await consumer.dbTest(arguments, environment: environment).run()
      #expect(ended.isSuccess, "\(ended)")
      #expect(ended.output.contains(green), "\(ended)")
    }

    @Test func terminalIsToldWhatTakesLongAndPipesAreNot() async throws {
      let arguments = try Phase.provisioning.prepare(consumer, isShort: true).filter { $0 != "--verbose" }
      let watched = try await consumer.dbTest(arguments, on: .terminal).run()
      #expect(watched.output.contains("migration 2 of 2: Pausing/"), "\(watched)")
      let piped = try await consumer.dbTest(arguments).run()
      #expect(!piped.output.contains("migration 2 of 2: Pausing/"), "\(piped)")
    }

    @Test(arguments: [(["--color", "never"], [:]), ([], ["NO_COLOR": "1"])])
    func terminalGetsNoColoursWhereNoneAreWanted(arguments: [String], environment: [String: String]) async throws {
      let ended = try await consumer.dbTest(arguments, environment: environment, on: .terminal).run()
      #expect(ended.isSuccess, "\(ended)")
      #expect(!ended.output.contains(#/\u{1B}\[[0-9;]*[1-9][0-9;]*m/#), "\(ended)")
    }

    @Test func quietRunPrintsWhatTheTestsPrint() async throws {
      let ended = try await consumer.dbTest(["--quiet"]).run()
      #expect(ended.isSuccess, "\(ended)")
      #expect(!ended.output.contains("✓"), "\(ended)")
      #expect(ended.output.contains("Test run with 7 tests in 2 suites passed"), "\(ended)")
    }

    @Test func quietRunStillSaysWhatWentWrong() async throws {
      let ended = try await consumer.dbTest(["--quiet", "--migrations", "Broken"]).run()
      #expect(!ended.isSuccess, "\(ended)")
      #expect(ended.output.contains("Broken/0001_a.sql:3:8: error: "), "\(ended)")
      #expect(ended.output.contains("db-test: there is no database for the tests"), "\(ended)")
    }

    @Test func verboseRunNamesEachMigration() async throws {
      let ended = try await consumer.dbTest(["--verbose", "--fresh"]).run()
      #expect(ended.isSuccess, "\(ended)")
      for line in [
        "migration 1 of 2: Migrations/0001_product.up.sql", "migration 2 of 2: Migrations/0002_review.up.sql",
        "seed 1 of 1: Seeds/products.sql",
      ] {
        #expect(ended.output.contains(line), "\(ended)")
      }
    }
  }
}

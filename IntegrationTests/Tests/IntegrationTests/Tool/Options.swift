import IntegrationHarness
import Testing

extension Integration.Tool {
  /// What is typed wrong, and what is typed for a shell.
  @Suite struct Options {
    private let consumer: Consumer

    init() async throws { consumer = try await Consumer.ready(by: .tool) }

    @Test func misspeltOptionIsRefusedBeforeAnythingIsDone() async throws {
      let ended = try await consumer.dbTest(["--keep-on-fail", "--filter", "Nothing"]).run()
      #expect(ended.ending == .exited(64), "\(ended)")
      #expect(ended.output.contains("no option '--keep-on-fail', neither here nor of `swift test`"), "\(ended)")
      #expect(ended.output.contains("did you mean '--keep-on-failure'?"), "\(ended)")
      #expect(!ended.output.contains("PostgreSQL"), "\(ended)")
    }

    @Test func misspeltOptionOfSwiftTestIsRefusedBeforeAnythingIsDone() async throws {
      let ended = try await consumer.dbTest(["--filtr", "Nothing"]).run()
      #expect(ended.ending == .exited(64), "\(ended)")
      #expect(ended.output.contains("did you mean '--filter'?"), "\(ended)")
      #expect(!ended.output.contains("PostgreSQL"), "\(ended)")
    }

    @Test(
      arguments: [
        (["tset"], "'tset'; did you mean 'test'?"), (["migrate", "upp"], "'upp'; did you mean 'up'?"),
        (["migrate", "doun", "--all"], "'doun'; did you mean 'down'?"),
      ])
    func misspeltSubcommandIsRefusedWithTheOneThatWasMeant(arguments: [String], advice: String) async throws {
      let ended = try await consumer.dbTool(arguments).run()
      #expect(ended.ending == .exited(64), "\(ended)")
      #expect(ended.output.contains("there is no subcommand \(advice)"), "\(ended)")
    }

    @Test func misspeltOptionOfExecIsNotTakenForItsCommand() async throws {
      for words in [["--sed", "x", "--", "true"], ["--keepp"], ["--keepp", "true"]] {
        let ended = try await consumer.dbTool(["exec"] + words).run()
        #expect(ended.ending == .exited(64), "\(ended)")
        #expect(ended.output.contains("There is no option '\(words[0])'; did you mean '--"), "\(ended)")
      }
      let ended = try await consumer.dbTool(["exec", "true"]).run()
      #expect(ended.output.contains("behind two hyphens: db-tool exec -- true"), "\(ended)")
    }

    @Test func argumentThatSwiftTestDoesNotTakeIsNoFailedBuild() async throws {
      let ended = try await consumer.dbTest(["of-nobody"]).run(within: .build)
      #expect(ended.ending == .exited(64), "\(ended)")
      #expect(ended.output.contains("of-nobody"), "\(ended)")
      #expect(ended.output.contains("`swift test` does not take these arguments"), "\(ended)")
      try await expectNothing()
    }

    @Test func optionsOfSwiftTestThatLookLikeOursGoOn() async throws {
      // By the measure of typos it is near to --keep.
      let ended = try await consumer.dbTest(["--skip", "failsWhenToldTo"]).run()
      #expect(ended.isSuccess, "\(ended)")
      #expect(ended.output.contains("Test run with 6 tests"), "\(ended)")
    }

    @Test(arguments: ["bash", "zsh", "fish"])
    func completionsHaveAllCommandsAndNothingElseIsPrinted(shell: String) async throws {
      let ended = try await consumer.dbTool(["--generate-completion-script", shell]).run()
      #expect(ended.isSuccess, "\(ended)")
      let script = ended.standardOutput
      #expect(script.hasPrefix("#") || script.hasPrefix("function"), "\(ended)")
      for word in ["test", "exec", "reset", "migrate", "templates", "doctor", "golang-migrate"] {
        #expect(script.contains(word), "\(word) in \(ended)")
      }
      for word in ["watch", "run-tests", "plugin-printer"] { #expect(!script.contains(word), "\(word) in \(ended)") }
    }

    @Test func shellIsOpenedWhereATestFailedAndItsDatabaseGoesWithIt() async throws {
      try consumer.steer(["fail": ""])
      let command = consumer.dbTest(["--shell"], on: .terminal)
      try await with(command) { running in
        try await running.waitForOutput("\\q leaves it", within: .build)
        running.type("SELECT 'seen ' || count(*) FROM product WHERE name = 'seed';\n")
        try await running.waitForOutput("seen 1")
        running.type("\\q\n")
        let ended = try await running.ended(within: .warm)
        #expect(ended.ending == .exited(1), "\(ended)")
        #expect(ended.output.contains("the tests failed, after "), "\(ended)")
        try await expectNothing(of: ended)
      }
    }

    @Test func withoutATerminalTheDatabaseIsKeptInPlaceOfTheShell() async throws {
      try consumer.steer(["fail": ""])
      let ended = try await consumer.dbTest(["--shell"]).run()
      #expect(ended.ending == .exited(1) && ended.output.contains("to look at it:  psql "), "\(ended)")
      let left = try await Remains(serverMayStay: true).after()
      #expect(left.count == 1 && left.first?.contains("dbt_consumer_") == true, "\(left)")
    }
  }
}

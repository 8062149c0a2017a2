import Foundation
import IntegrationHarness
import Testing

extension Integration.Tool {
  /// `db-tool exec -- COMMAND…`: any command with a session's database.
  @Suite struct Exec {
    private let consumer: Consumer

    init() async throws { consumer = try await Consumer.ready(by: .tool) }

    private func exec(
      _ words: [String], _ options: [String] = [], environment: [String: String] = [:],
      on connection: Command.Connection = .pipes
    ) -> Command {
      consumer.dbTool(["exec"] + options + ["--"] + words, environment: environment, on: connection)
    }

    private func exec(script: String, _ options: [String] = [], on connection: Command.Connection = .pipes) -> Command {
      exec(["sh", "-c", script], options, on: connection)
    }

    @Test func commandFindsTheDatabaseUnderAllItsNamesAndGivesItsOwnOutput() async throws {
      let script = """
        psql -Atc 'SELECT count(*) > 0 FROM product'
        psql -At "$POSTGRES_DSN" -c 'SELECT current_database()'
        echo "$DATABASE_NAME"; test -S "$DB_TEST_LEASES" && echo leases; echo "${POSTGRES_DSN_ORIGINAL-hidden}"
        """
      let ended = try await exec(script: script).run(within: .build)
      let lines = ended.standardOutput.split(separator: "\n").map(String.init)
      #expect(ended.isSuccess, "\(ended)")
      #expect(lines.count == 5 && lines.first == "t", "\(ended)")
      #expect(lines.dropFirst(1).first?.hasPrefix("dbt_consumer_") == true && lines[1] == lines[2], "\(ended)")
      #expect(lines.suffix(2) == ["leases", "hidden"], "\(ended)")
      try await expectNothing()
    }

    @Test(arguments: [("exit 7", 7), ("kill -9 $$", 137), ("kill -2 $$", 130)] as [(String, Int32)])
    func exitStatusIsTheCommands(script: String, status: Int32) async throws {
      let ended = try await exec(script: script).run(within: .build)
      #expect(ended.ending == .exited(status), "\(ended)")
      try await expectNothing()
    }

    @Test(
      arguments: [
        (["no-such-command", "x"], 127, "the command 'no-such-command' was not found: it is in no folder of PATH"),
        (["./no-such-file"], 127, "the command './no-such-file' was not found: there is no such file"),
        (["./Package.swift"], 126, "it is no program, or not executable"),
      ] as [([String], Int32, String)])
    func commandThatCanNotBeRunIsSaidToBe(words: [String], status: Int32, message: String) async throws {
      let ended = try await exec(words).run(within: .build)
      #expect(ended.ending == .exited(status), "\(ended)")
      #expect(ended.output.contains(message), "\(ended)")
      #expect(!ended.output.contains("PostgreSQL"), "no server is started for it: \(ended)")
      try await expectNothing()
    }

    @Test func withoutADatabaseTheCommandIsNotRun() async throws {
      let ended = try await exec(script: "echo ran", ["--migrations", "Broken"]).run(within: .build)
      #expect(ended.ending == .exited(125), "\(ended)")
      #expect(ended.output.contains("Broken/0001_a.sql:3:8: error: syntax error"), "\(ended)")
      #expect(!ended.standardOutput.contains("ran"), "\(ended)")
      try await expectNothing()
    }

    @Test func databaseOfAFailedCommandIsKeptOnlyThen() async throws {
      let passed = try await exec(script: "true", ["--keep-on-failure"]).run(within: .build)
      #expect(passed.isSuccess && !passed.output.contains("to look at it"), "\(passed)")
      try await expectNothing()
      let failed = try await exec(script: "false", ["--keep-on-failure"]).run(within: .build)
      #expect(failed.ending == .exited(1) && failed.output.contains("to look at it"), "\(failed)")
      let left = try await Remains(serverMayStay: true).after()
      #expect(left.count == 1 && left.first?.contains("dbt_consumer_") == true, "\(left)")
    }

    @Test func whatTheCommandLeavesRunningEndsWithIt() async throws {
      let ended = try await exec(script: "sleep 600 & setsid sleep 601 & exit 0").run(within: .build)
      #expect(ended.isSuccess, "\(ended)")
      try await expectNothing()
    }

    @Test func atATerminalTheCommandDecidesWhatControlCMeans() async throws {
      let script =
        #"test -t 0 && test -t 1 && echo terminal; trap 'echo caught' INT; echo ready; read a; read a; echo "got $a""#
      try await with(exec(script: script, on: .terminal)) { running in
        try await running.waitForOutput("ready", within: .build)
        running.type("\u{3}")
        try await running.waitForOutput("caught")
        running.type("one\ntwo\n")
        let ended = try await running.ended(within: .warm)
        #expect(ended.isSuccess, "\(ended)")
        #expect(ended.output.contains("terminal") && ended.output.contains("got "), "\(ended)")
        try await expectNothing(of: ended)
      }
    }

    @Test func controlCEndsACommandThatDoesNotCatchIt() async throws {
      try await with(exec(script: "echo ready; sleep 600", on: .terminal)) { running in
        try await running.waitForOutput("ready", within: .build)
        let moment = ContinuousClock.now
        running.type("\u{3}")
        try await expectNothing(after: moment, of: running.output)
        #expect(try await running.ended(within: .warm).ending == .exited(130))
      }
    }

    /// At a terminal SIGINT is taken for Ctrl-C, which is the command's matter.
    @Test(
      arguments: [(2, .pipes), (15, .pipes), (1, .pipes), (15, .terminal), (1, .terminal)]
        as [(Int32, Command.Connection)])
    func signalToTheToolEndsTheCommand(signal: Int32, connection: Command.Connection) async throws {
      try await with(exec(script: "trap '' INT; echo ready; sleep 600", on: connection)) { running in
        try await running.waitForOutput("ready", within: .build)
        let moment = ContinuousClock.now
        try await running.send(signal, to: .tool)
        try await expectNothing(after: moment, of: running.output)
        #expect(try await running.ended(within: .warm).ending == .exited(128 + signal))
      }
    }

    @Test(arguments: [Command.Connection.pipes, .terminal])
    func killedToolLeavesNothing(connection: Command.Connection) async throws {
      try await with(exec(script: "echo ready; sleep 600", on: connection)) { running in
        try await running.waitForOutput("ready", within: .build)
        let moment = ContinuousClock.now
        try await running.send(9, to: .tool)
        try await expectNothing(after: moment, of: running.output)
        #expect(try await running.ended(within: .warm).ending == .signalled(9))
      }
    }

    @Test func passwordOfAGivenServerIsNotInTheCommandsEnvironmentButAsPartOfItsDatabases() async throws {
      let server = try await GivenServer.shared.value
      let ended = try await exec(
        ["sh", "-c", "env | grep -c '^POSTGRES_DSN_ORIGINAL='; psql -Atc 'SELECT 1'"],
        environment: ["POSTGRES_DSN_ORIGINAL": server.dsn(.creator)]
      ).run(within: .build)
      #expect(ended.standardOutput == "0\n1\n", "\(ended)")
      #expect(!ended.output.contains(GivenServer.password(.creator)), "\(ended)")
      try await expectNothing(Remains(on: server))
    }
  }
}

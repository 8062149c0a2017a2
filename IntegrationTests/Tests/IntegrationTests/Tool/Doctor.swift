import Foundation
import IntegrationHarness
import Testing

extension Integration.Tool {
  /// `db-tool doctor`.
  @Suite struct Doctor {
    private let consumer: Consumer

    init() async throws { consumer = try await Consumer.ready(by: .tool) }

    private func doctor(_ arguments: [String] = [], environment: [String: String] = [:]) async throws -> Ended {
      try await consumer.dbTool(["doctor"] + arguments, environment: environment).run()
    }

    private func expectLine(_ mark: String, _ subject: String, _ text: String, in ended: Ended) {
      let lines = ended.standardOutput.split(separator: "\n")
      #expect(
        lines.contains { $0.hasPrefix("  \(mark) \(subject) ") && $0.contains(text) },
        "\(mark) \(subject) \(text): \(ended)")
    }

    @Test func whatIsInOrderIsSaidWithoutStartingOrChangingAnything() async throws {
      try? FileManager.default.removeItem(atPath: Scratch.shared.cache)
      let ended = try await doctor()
      #expect(ended.isSuccess, "\(ended)")
      expectLine("✓", "swift", "6.", in: ended)
      expectLine("✓", "PostgreSQL", " in /", in: ended)
      expectLine("✓", "cache", "\(Scratch.shared.cache), to be made", in: ended)
      expectLine("✓", "migrations", "2 migrations of Migrations, format plain", in: ended)
      #expect(ended.standardOutput.contains("\nWhat db-test would do\n"), "\(ended)")
      #expect(ended.standardOutput.hasSuffix("✓ doctor: nothing stops db-test\n"), "\(ended)")
      #expect(!ended.standardOutput.contains("\u{1B}"), "no colours in a pipe")
      #expect(!FileManager.default.fileExists(atPath: Scratch.shared.cache))
      try await expectNothing()
    }

    @Test func quietOneNamesProblemsAlone() async throws {
      let good = try await doctor(["-q"])
      #expect(good.isSuccess && good.output == "", "\(good)")
      let bad = try await doctor(["-q", "--migrations", "Missing"])
      #expect(bad.ending == .exited(1), "\(bad)")
      #expect(bad.output.hasPrefix("Database\n  ✗ migrations"), "\(bad)")
    }

    @Test func unknownFormatInTheFileIsNamedWithItsPlace() async throws {
      try consumer.configure("{\n  migrationsFormat: 'gose',\n}")
      let ended = try await doctor(["-q"])
      #expect(ended.ending == .exited(1), "\(ended)")
      #expect(ended.output.contains("db-test.json:2:3: error: no format of migrations is called 'gose'"), "\(ended)")
    }

    @Test(arguments: ["migrations: 'Elsewhere'", "seeds: ['none.sql']", "migrations: 'Sources'"])
    func whatTheFileNamesAndIsNotThereIsNamedWithItsPlace(setting: String) async throws {
      try consumer.configure("{\n  \(setting),\n}")
      let ended = try await doctor(["-q"])
      #expect(ended.ending == .exited(1), "\(ended)")
      #expect(ended.output.contains("It is named at db-test.json:2:3."), "\(ended)")
    }

    @Test func itHasColoursWhereTheyAreWanted() async throws {
      #expect(try await doctor(environment: ["CLICOLOR_FORCE": "1"]).output.contains("\u{1B}[32m✓"))
      #expect(try await doctor(["--color", "always"]).output.contains("\u{1B}[32m✓"))
    }

    @Test func eachSettingSaysWhereItIsFrom() async throws {
      try consumer.configure("{\n  role: 'app', seeds: [],\n  migrations: 'Elsewhere',\n}")
      let ended = try await doctor(["--migrations", "Granting"], environment: ["DB_TEST_POSTGRES_BIN": "/nowhere"])
      #expect(ended.ending == .exited(1), "\(ended)")
      expectLine("·", "role", "app (db-test.json:2:3)", in: ended)
      expectLine("·", "seeds", "none (db-test.json:2:16)", in: ended)
      expectLine("·", "migrations", "Granting (--migrations)", in: ended)
      expectLine("·", "postgresBin", "/nowhere (DB_TEST_POSTGRES_BIN)", in: ended)
      expectLine("·", "cache", "(DB_TEST_CACHE)", in: ended)
      expectLine("✗", "PostgreSQL", "there is no PostgreSQL server in '/nowhere'", in: ended)
    }

    @Test func misspeltVariablesAreNamedAndStopNothing() async throws {
      let ended = try await doctor(environment: ["DB_TEST_POSTGRES_BINS": "x", "POSTGRES_DSN_ORIGNAL": "y"])
      #expect(ended.isSuccess, "\(ended)")
      expectLine("!", "DB_TEST_POSTGRES_BINS", "means nothing", in: ended)
      #expect(ended.output.contains("Did you mean DB_TEST_POSTGRES_BIN?"), "\(ended)")
      #expect(ended.output.contains("Did you mean POSTGRES_DSN_ORIGINAL?"), "\(ended)")
    }

    @Test(arguments: [
      (["--migrations", "Missing"], "✗ migrations"), (["--migrations", "Duplicates"], "✗ migrations"),
      (["--seed", "none.sql"], "✗ seeds"), (["--dsn", "postgres://127.0.0.1:1/postgres"], "✗ server"),
    ])
    func whatWouldStopTheTestsMakesItFail(arguments: [String], finding: String) async throws {
      let ended = try await doctor(arguments)
      #expect(ended.ending == .exited(1), "\(ended)")
      #expect(ended.output.contains("  \(finding)"), "\(ended)")
      #expect(ended.output.contains("✗ doctor: 1 problem would stop db-test"), "\(ended)")
      try await expectNothing()
    }

    @Test func brokenConfigurationIsShownAtItsPlaceAndTheRestIsLookedAt() async throws {
      try consumer.configure("{rol: 'app'}")
      let ended = try await doctor()
      #expect(ended.ending == .exited(1), "\(ended)")
      expectLine(
        "✗", "db-test.json", "db-test.json:1:2: error: there is no setting 'rol'; did you mean 'role'?", in: ended)
      expectLine("✓", "PostgreSQL", " in /", in: ended)
    }

    @Test func givenServerIsAskedWithoutAPasswordBeingShown() async throws {
      let server = try await GivenServer.shared.value
      let ended = try await doctor(environment: ["POSTGRES_DSN_ORIGINAL": server.dsn(.creator)])
      #expect(ended.isSuccess, "\(ended)")
      expectLine("✓", "server", "of POSTGRES_DSN_ORIGINAL", in: ended)
      expectLine("✓", "role", "creator, who may create databases", in: ended)
      #expect(!ended.output.contains(GivenServer.password(.creator)), "\(ended)")
      let guest = try await doctor(environment: ["POSTGRES_DSN_ORIGINAL": server.dsn(.guest)])
      #expect(guest.ending == .exited(1), "\(guest)")
      #expect(guest.output.contains("ALTER ROLE guest CREATEDB"), "\(guest)")
      #expect(!guest.output.contains(GivenServer.password(.guest)), "\(guest)")
      try await expectNothing(Remains(on: server))
    }
  }
}

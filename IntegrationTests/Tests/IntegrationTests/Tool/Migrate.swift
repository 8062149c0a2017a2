import Foundation
import IntegrationHarness
import Testing

extension Integration.Tool {
  @Suite struct Migrate {
    private let consumer: Consumer

    init() async throws { consumer = try await Consumer.ready(by: .tool) }

    private func migrate(_ arguments: [String], environment: [String: String] = [:]) async throws -> Ended {
      try await consumer.dbMigrate(arguments, environment: environment).run(within: .build)
    }

    /// Does something that leaves the server up, and has that stopped.
    private func stopping(_ body: () async throws -> Void) async throws {
      do { try await body() } catch {
        _ = try await consumer.dbReset(["--stop"]).run()
        throw error
      }
      let ended = try await consumer.dbReset(["--stop"]).run()
      #expect(ended.isSuccess, "\(ended)")
      try await expectNothing()
    }

    @Test func migrationsAreAppliedTakenBackAndShown() async throws {
      try await stopping {
        // An earlier test may have made one, by a program.
        _ = try await consumer.dbReset().run()
        _ = try await Cluster().query("DROP DATABASE consumer_test")
        let before = try await migrate([])
        #expect(before.output.contains("pending                 0001_product"), "\(before)")
        #expect(before.output.contains("there is no database consumer_test yet"), "\(before)")
        let one = try await migrate(["up", "1"])
        #expect(one.isSuccess && one.output.contains("consumer_test: 1 migration applied"), "\(one)")
        #expect(try await Cluster().query("SELECT count(*) FROM product", in: "consumer_test") == ["0"])
        let all = try await migrate(["up"])
        #expect(all.isSuccess && all.output.contains("consumer_test: 1 migration applied"), "\(all)")
        let redo = try await migrate(["redo"])
        #expect(redo.output.contains("1 migration taken back, 1 migration applied"), "\(redo)")
        let down = try await migrate(["down", "--all"])
        #expect(down.isSuccess && down.output.contains("2 migrations taken back"), "\(down)")
        let status = try await migrate(["status"])
        #expect(status.isSuccess && status.output.contains("pending                 0002_review"), "\(status)")
        let gone = try await Cluster().query("SELECT to_regclass('product') IS NULL", in: "consumer_test")
        #expect(gone == ["t"])
      }
    }

    @Test func databaseThatIsNotOursIsChangedWithApprovalOnly() async throws {
      let given = try await GivenServer.shared.value
      _ = try await given.query("DROP DATABASE IF EXISTS live")
      _ = try await given.query("CREATE DATABASE live")
      let environment = ["POSTGRES_DSN_ORIGINAL": given.dsn(.boss, database: "live")]
      let refused = try await migrate(["up"], environment: environment)
      #expect(refused.ending == .exited(2), "\(refused)")
      #expect(refused.output.contains("the database live of"), "\(refused)")
      #expect(refused.output.contains("add --yes"), "\(refused)")
      #expect(try await given.query("SELECT to_regclass('product') IS NULL", in: "live") == ["t"])
      let approved = try await migrate(["up", "--yes"], environment: environment)
      #expect(approved.isSuccess && approved.output.contains("live: 2 migrations applied"), "\(approved)")
      _ = try await given.query("DROP DATABASE live")
      try await expectNothing()
    }

    @Test func wayBackThatLeavesSomethingIsShownAndStopsTheTests() async throws {
      try consumer.addFolder(
        "Leaving",
        [
          "1_a.up.sql": "CREATE TABLE a (n int); CREATE TYPE left_behind AS (n int)", "1_a.down.sql": "DROP TABLE a",
        ])
      let verified = try await migrate(["verify", "--migrations", "Leaving"])
      #expect(verified.ending == .exited(1), "\(verified)")
      #expect(verified.output.contains("Leaving/1_a.down.sql: error: leaves another schema"), "\(verified)")
      #expect(verified.output.contains("+ CREATE TYPE public.left_behind AS ("), "\(verified)")
      let tested = try await consumer.dbTest(["--verify-migrations", "--migrations", "Leaving"]).run()
      #expect(tested.ending == .exited(1), "\(tested)")
      #expect(tested.output.contains("db-test: the migrations are not right"), "\(tested)")
      try await expectNothing()
    }

    @Test func migrationsThatWereVerifiedAreNotVerifiedAgain() async throws {
      for word in ["2 migrations verified  ", "2 migrations verified before, and unchanged since"] {
        let ended = try await consumer.dbTest(["--verify-migrations"]).run()
        #expect(ended.isSuccess && ended.output.contains(word), "\(ended)")
      }
      try await expectNothing()
    }

    @Test func newMigrationIsNamedAsTheOthersAre() async throws {
      try consumer.addFolder("New", ["0041_a.up.sql": "", "0041_a.down.sql": ""])
      let ended = try await migrate(["new", "Add ratings!", "--migrations", "New"])
      #expect(ended.isSuccess, "\(ended)")
      let files = try FileManager.default.contentsOfDirectory(atPath: consumer.directory + "/New").sorted()
      #expect(files.suffix(2) == ["0042_add_ratings.down.sql", "0042_add_ratings.up.sql"])
    }
  }
}

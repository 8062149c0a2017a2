import Foundation
import IntegrationHarness
import Testing

extension Integration.Tool {
  @Suite struct Reset {
    private let consumer: Consumer

    init() async throws { consumer = try await Consumer.ready(by: .tool) }

    /// Does something that leaves the server up, and has that stopped.
    private func stopping(_ body: () async throws -> Void) async throws {
      do {
        try await body()
      } catch {
        _ = try await consumer.dbReset(["--stop"]).run()
        throw error
      }
      let ended = try await consumer.dbReset(["--stop"]).run()
      #expect(ended.isSuccess, "\(ended)")
      #expect(ended.output.contains("embedded: stopped"), "\(ended)")
      try await expectNothing()
    }

    /// `db-reset`, which has to succeed.
    private func reset(_ arguments: [String] = []) async throws -> Ended {
      let ended = try await consumer.dbReset(arguments).run(within: .build)
      #expect(ended.isSuccess, "\(ended)")
      return ended
    }

    private func products(in database: String = "consumer_test") async throws -> [String] {
      try await Cluster().query("SELECT name FROM product ORDER BY name", in: database)
    }

    @Test func databaseIsMadeThenPutBackToFreshlyMigrated() async throws {
      try await stopping {
        let made = try await reset()
        #expect(made.output.contains(#/postgres(ql)?://[^ ]*@127.0.0.1:\d+/consumer_test/#), "\(made)")
        #expect(try await products() == ["seed"])
        _ = try await Cluster().query("INSERT INTO product (name) VALUES ('mine')", in: "consumer_test")
        _ = try await Cluster().query("CREATE TABLE mine ()", in: "consumer_test")
        _ = try await reset()
        #expect(try await products() == ["seed"])
        #expect(try await Cluster().query("SELECT to_regclass('mine') IS NULL", in: "consumer_test") == ["t"])
        #expect(Cluster().server != nil)
      }
    }

    @Test func dbTestMeanwhileLeavesItAlone() async throws {
      try await stopping {
        _ = try await reset()
        _ = try await Cluster().query("INSERT INTO product (name) VALUES ('mine')", in: "consumer_test")
        let ended = try await consumer.dbTest().run()
        #expect(ended.isSuccess, "\(ended)")
        try await expectNothing(Remains(serverMayStay: true))
        #expect(try await products() == ["mine", "seed"])
      }
    }

    @Test func connectionStringIsPrintedAloneAndWorks() async throws {
      try await stopping {
        let ended = try await reset(["--print", "dsn"])
        let lines = ended.standardOutput.split(separator: "\n").filter { $0.hasPrefix("postgres") }
        let dsn = String(try #require(lines.first, "\(ended)"))
        #expect(!ended.output.contains("✓"), "\(ended)")
        let psql = try await consumer.command(["psql", "-qAt", "-d", dsn, "-c", "SELECT name FROM product"]).run()
        #expect(psql.standardOutput == "seed\n", "\(psql)")
      }
    }

    @Test func environmentIsPrintedForShells() async throws {
      try await stopping {
        let ended = try await reset(["--print", "env"])
        #expect(ended.standardOutput.contains("\nPGDATABASE=consumer_test\n"), "\(ended)")
        #expect(ended.standardOutput.contains("POSTGRES_DSN=postgres"), "\(ended)")
      }
    }

    @Test func jsonIsWrittenToAFileOfTheUserAlone() async throws {
      let file = Scratch.shared.path(of: "database.json")
      try await stopping {
        let ended = try await reset(["--print", "json", "--output", file])
        #expect(!ended.output.contains("\"password\""), "\(ended)")
        let data = try Data(contentsOf: URL(filePath: file))
        let values = try JSONDecoder().decode([String: String].self, from: data)
        #expect(values["database"] == "consumer_test")
        #expect(values["host"] == "127.0.0.1")
        #expect(values["dsn"]?.contains(values["password"] ?? "?") == true)
        #expect(!ended.output.contains(values["password"] ?? "?"), "\(ended)")
        let attributes = try FileManager.default.attributesOfItem(atPath: file)
        #expect(attributes[.posixPermissions] as? Int == 0o600)
      }
    }

    @Test func seedsAndNameCanBeGiven() async throws {
      let seed = Scratch.shared.path(of: "seed.sql")
      try "INSERT INTO product (name) VALUES ('given');".write(toFile: seed, atomically: true, encoding: .utf8)
      try await stopping {
        _ = try await reset(["--seed", seed, "--database", "another name"])
        #expect(try await products(in: "another name") == ["given"])
      }
    }

    @Test func databaseWithoutTheMarkIsLeftAsItIs() async throws {
      let server = try await GivenServer.shared.value
      _ = try await server.query("CREATE DATABASE precious OWNER creator")
      let environment = ["POSTGRES_DSN_ORIGINAL": server.dsn(.creator)]
      let before = try await server.query("SELECT oid FROM pg_database WHERE datname = 'precious'")
      let ended = try await consumer.dbReset(["--database", "precious"], environment: environment).run()
      #expect(!ended.isSuccess, "\(ended)")
      #expect(ended.output.contains("the database precious is not this tool's"), "\(ended)")
      #expect(ended.output.contains("db-reset: the database was not reset"), "\(ended)")
      #expect(try await server.query("SELECT oid FROM pg_database WHERE datname = 'precious'") == before)
      try await expectNothing(Remains(on: server))
    }

    @Test func databaseOnAGivenServerIsMadeThenPutBack() async throws {
      let server = try await GivenServer.shared.value
      let environment = ["POSTGRES_DSN_ORIGINAL": server.dsn(.creator)]
      for _ in 1...2 {
        let ended = try await consumer.dbReset(environment: environment).run()
        #expect(ended.isSuccess, "\(ended)")
        #expect(try await server.query("SELECT name FROM product", in: "consumer_test") == ["seed"])
        _ = try await server.query("INSERT INTO product (name) VALUES ('mine')", in: "consumer_test")
      }
      try await expectNothing(Remains(on: server))
    }
  }
}

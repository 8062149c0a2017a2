import Foundation
import IntegrationHarness
import Testing

extension Integration.Tool {
  @Suite struct InheritedVariables {
    private let consumer: Consumer
    private let file = Scratch.shared.path(of: "environment")

    init() async throws {
      consumer = try await Consumer.ready(by: .tool)
      try consumer.steer(["environment": file])
    }

    /// What the tests saw.
    private func seen() throws -> [String: String] {
      let text = try String(contentsOfFile: file, encoding: .utf8)
      let pairs = text.split(separator: "\0").map { entry in
        let parts = entry.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        return (parts[0], parts[1])
      }
      return Dictionary(uniqueKeysWithValues: pairs)
    }

    private let nonsense = [
      "PGHOSTADDR": "192.0.2.1", "PGSERVICE": "nonsense", "PGOPTIONS": "-c search_path=nonsense",
      "PGPASSFILE": "/nonsense", "PGTARGETSESSIONATTRS": "standby", "PGCLIENTENCODING": "LATIN1",
      "PGHOST": "192.0.2.2", "PGDATABASE": "nonsense", "PGUSER": "nonsense", "PGPORT": "1",
    ]

    /// Our own server knows no encryption and no other account, whatever a user wants of other servers.
    @Test(arguments: [
      "PGSSLMODE=require", "PGCHANNELBINDING=require", "PGREQUIREPEER=nobody", "PGGSSENCMODE=require",
      "PGSSLMINPROTOCOLVERSION=TLSv1.3",
    ])
    func demandThatOnlyAnotherServerMeetsIsNoneOnOurs(entry: String) async throws {
      let parts = entry.split(separator: "=").map(String.init)
      let ended = try await consumer.dbTest(environment: [parts[0]: parts[1]]).run(within: .seconds(30))
      #expect(ended.isSuccess, "\(ended)")
      #expect(try seen()[parts[0]] == nil)
    }

    @Test func noneReachesTheToolOrTheTests() async throws {
      var environment = nonsense
      environment["PGSSLMODE"] = "require"
      let ended = try await consumer.dbTest(environment: environment).run()
      #expect(ended.isSuccess, "\(ended)")
      environment = try seen()
      let names = Set(environment.keys.filter { $0.hasPrefix("PG") })
      #expect(names == ["PGHOST", "PGPORT", "PGUSER", "PGPASSWORD", "PGDATABASE"])
      #expect(environment["PGHOST"] == "127.0.0.1")
      try await expectNothing()
    }

    @Test func noneReachesARunOnAGivenServer() async throws {
      let server = try await GivenServer.shared.value
      var environment = nonsense
      environment["POSTGRES_DSN_ORIGINAL"] = server.dsn(.creator)
      let ended = try await consumer.dbTest(environment: environment).run()
      #expect(ended.isSuccess, "\(ended)")
      let seen = try seen()
      #expect(seen["POSTGRES_DSN_ORIGINAL"] == nil)
      #expect(seen["PGHOSTADDR"] == nil)
      #expect(seen["PGUSER"] == "creator")
      #expect(seen["POSTGRES_DSN"]?.hasPrefix("postgres") == true)
      try await expectNothing(Remains(on: server))
    }

    @Test func testsSeeTheDatabaseUnderEveryUsualName() async throws {
      let ended = try await consumer.dbTest().run()
      #expect(ended.isSuccess, "\(ended)")
      let environment = try seen()
      let dsn = try #require(environment["POSTGRES_DSN"].flatMap { URLComponents(string: $0) })
      let database = try #require(environment["PGDATABASE"])
      #expect(database.hasPrefix("dbt_consumer_"))
      #expect(dsn.host == "127.0.0.1")
      #expect(dsn.path == "/" + database)
      #expect(environment["DATABASE_URL"] == environment["POSTGRES_DSN"])
      let same: [(String?, [String])] = [
        ("127.0.0.1", ["PGHOST", "POSTGRES_HOSTNAME", "DATABASE_HOST"]),
        (dsn.port.map(String.init), ["PGPORT", "POSTGRES_PORT", "DATABASE_PORT"]),
        (dsn.user, ["PGUSER", "POSTGRES_USER", "DATABASE_USERNAME"]),
        (dsn.password, ["PGPASSWORD", "POSTGRES_PASSWORD", "DATABASE_PASSWORD"]),
        (database, ["PGDATABASE", "POSTGRES_DB", "DATABASE_NAME"]),
      ]
      for (value, names) in same {
        #expect(value?.isEmpty == false)
        for name in names { #expect(environment[name] == value, "\(name)") }
      }
      #expect(environment["POSTGRES_SOCKET"]?.hasSuffix("/.s.PGSQL.\(dsn.port ?? 0)") == true)
    }
  }
}

import Foundation
import IntegrationHarness
import Testing

extension Integration.Tool {
  @Suite struct Roles {
    private let consumer: Consumer

    init() async throws { consumer = try await Consumer.ready(by: .tool) }

    @Test func testsRunAsTheRoleOfTheConfigurationWhichMigrationsGrantTo() async throws {
      try consumer.configure(
        """
        {
          // Seeds are the owner's.
          role: 'consumer_app', migrations: 'Granting', seeds: ['Seeds/products.sql'],
        }
        """)
      try consumer.steer(["role": "consumer_app"])
      let ended = try await consumer.dbTest().run()
      #expect(ended.isSuccess, "\(ended)")
      try await expectNothing()
    }

    @Test func resetPrintsTheDSNOfTheRole() async throws {
      try consumer.configure(#"{"role": "consumer_file"}"#)
      let ended = try await consumer.dbReset(["--role", "consumer_flag", "--print", "dsn"]).run(within: .build)
      let dsn = ended.standardOutput.split(separator: "\n").first { $0.hasPrefix("postgres") }.map(String.init)
      let psql = try await consumer.command(["psql", "-qAt", "-d", dsn ?? "", "-c", "SELECT current_user"]).run()
      let stopped = try await consumer.dbReset(["--stop"]).run()
      #expect(psql.standardOutput == "consumer_flag\n", "\(ended) \(psql)")
      #expect(stopped.isSuccess, "\(stopped)")
      try await expectNothing()
    }

    @Test func unknownSettingIsRefusedWhereItStands() async throws {
      try consumer.configure("{\n  rol: 'consumer_app'\n}\n")
      let ended = try await consumer.dbTest().run()
      #expect(!ended.isSuccess, "\(ended)")
      #expect(
        ended.output.contains("db-test.json:2:3: error: there is no setting 'rol'; did you mean 'role'?"), "\(ended)")
      #expect(ended.output.contains("db-test: there is no database for the tests"), "\(ended)")
      try await expectNothing()
    }

    @Test func roleOfAGivenServerHasAPasswordThatNoTestSeesByItself() async throws {
      let server = try await GivenServer.shared.value
      let file = Scratch.shared.path(of: "environment")
      try consumer.steer(["role": "guest", "environment": file])
      var environment = ["POSTGRES_DSN_ORIGINAL": server.dsn(.creator)]
      let arguments = ["--role", "guest", "--filter", "SteeredTests"]
      let refused = try await consumer.dbTest(arguments, environment: environment).run()
      #expect(refused.output.contains("GRANT \"guest\" TO \"creator\""), "\(refused)")
      _ = try await server.query("GRANT guest TO creator")
      let locked = try await consumer.dbTest(arguments, environment: environment).run()
      #expect(locked.output.contains("DB_TEST_ROLE_PASSWORD"), "\(locked)")
      environment["DB_TEST_ROLE_PASSWORD"] = GivenServer.password(.guest)
      let ended = try await consumer.dbTest(arguments, environment: environment).run()
      _ = try await server.query("REVOKE guest FROM creator")
      #expect(!refused.isSuccess && !locked.isSuccess && ended.isSuccess, "\(ended)")
      for output in [refused.output, locked.output, ended.output] {
        #expect(!output.contains("secret-of-"), "\(output)")
      }
      let seen = try String(contentsOfFile: file, encoding: .utf8)
      #expect(!seen.contains("DB_TEST_ROLE_PASSWORD") && !seen.contains(GivenServer.password(.creator)))
      try await expectNothing(Remains(on: server))
    }
  }
}

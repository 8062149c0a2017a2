import IntegrationHarness
import Testing

extension Integration.Plugin {
  @Suite struct Outcomes {
    private let consumer: Consumer

    init() async throws { consumer = try await Consumer.ready() }

    @Test func passingTestsMakeTheCommandSucceedAndLeaveNothing() async throws {
      let ended = try await consumer.dbTest().run()
      #expect(ended.isSuccess, "\(ended)")
      #expect(ended.output.contains("Test run with 7 tests in 2 suites passed"), "\(ended)")
      #expect(ended.output.contains("'LegacyTests.testReachesTheDatabase' passed"), "\(ended)")
      #expect(ended.output.contains("2 migrations, 1 seed"), "\(ended)")
      let lastLine = ended.output.split(separator: "\n").last ?? ""
      #expect(lastLine.contains("✓ db-test: the tests passed in "), "\(ended)")
      try await expectNothing()
    }

    @Test func failingTestsAreNamedAndMakeTheCommandFail() async throws {
      try consumer.steer(["fail": ""])
      let ended = try await consumer.dbTest().run()
      #expect(ended.ending == .exited(1), "\(ended)")
      #expect(ended.output.contains("failsWhenToldTo() recorded an issue"), "\(ended)")
      #expect(ended.output.contains("db-test: the tests failed"), "\(ended)")
      try await expectNothing()
    }

    @Test func testsThatCanNotBeBuiltAreSaidToBe() async throws {
      try consumer.setBuildTime(.broken)
      let ended = try await consumer.dbTest().run(within: .build)
      #expect(ended.ending == .exited(1), "\(ended)")
      #expect(ended.output.contains("SlowToBuild.swift:2:18: error: cannot convert"), "\(ended)")
      #expect(ended.output.contains("db-test: the tests could not be built"), "\(ended)")
      try await expectNothing()
    }

    @Test func brokenMigrationIsShownAtItsPlace() async throws {
      let ended = try await consumer.dbTest(["--migrations", "Broken"]).run()
      #expect(ended.ending == .exited(1), "\(ended)")
      #expect(ended.output.contains("\nBroken/0001_a.sql:3:8: error: syntax error at or near \"TABEL\"\n"), "\(ended)")
      #expect(ended.output.contains("CREATE TABEL broken (id integer);"), "\(ended)")
      #expect(ended.output.contains("^\nSQLSTATE: 42601\n"), "\(ended)")
      #expect(ended.output.contains("db-test: there is no database for the tests"), "\(ended)")
      #expect(!ended.output.contains("Test run started"), "\(ended)")
      try await expectNothing()
    }

    @Test(arguments: [
      ("Missing", ["/consumer/Missing"]),
      ("Empty", ["/consumer/Empty"]),
      ("Duplicates", ["0001_a.sql", "0001_b.sql"]),
      ("DownWithoutUp", ["0002_b.down.sql", "0002_b.up.sql"]),
    ])
    func foldersThatAreNoMigrationsAreRefusedByName(folder: String, named: [String]) async throws {
      let ended = try await consumer.dbTest(["--migrations", folder]).run()
      #expect(ended.ending == .exited(1), "\(ended)")
      for name in named { #expect(ended.output.contains(name), "\(name) in \(ended)") }
      #expect(ended.output.contains("error: "), "\(ended)")
      #expect(ended.output.contains("db-test: there is no database for the tests"), "\(ended)")
      try await expectNothing()
    }
  }
}

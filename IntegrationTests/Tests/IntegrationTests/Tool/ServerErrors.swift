import Foundation
import IntegrationHarness
import Testing

extension Integration.Tool {
  @Suite struct ServerErrors {
    private let consumer: Consumer

    init() async throws { consumer = try await Consumer.ready(by: .tool) }

    private func run(_ arguments: [String] = [], on dsn: String) async throws -> Ended {
      try await consumer.dbTest(arguments, environment: ["POSTGRES_DSN_ORIGINAL": dsn]).run()
    }

    @Test func givenServerIsUsedAndLeftAsItWas() async throws {
      let server = try await GivenServer.shared.value
      let ended = try await run(on: server.dsn(.creator))
      #expect(ended.isSuccess, "\(ended)")
      #expect(ended.output.contains("of POSTGRES_DSN_ORIGINAL"), "\(ended)")
      #expect(!ended.output.contains(GivenServer.password(.creator)), "\(ended)")
      try await expectNothing(Remains(on: server))
    }

    @Test func unreachableServerIsNamedWithoutItsPassword() async throws {
      let ended = try await run(on: "postgres://somebody:very-secret@127.0.0.1:1/postgres")
      #expect(ended.ending == .exited(2), "\(ended)")
      #expect(ended.output.contains("error: the server of POSTGRES_DSN_ORIGINAL, "), "\(ended)")
      #expect(ended.output.contains("127.0.0.1"), "\(ended)")
      #expect(ended.output.contains("db-test: there is no database for the tests"), "\(ended)")
      #expect(!ended.output.contains("very-secret"), "\(ended)")
      try await expectNothing()
    }

    @Test func wrongPasswordIsNowhereInTheOutput() async throws {
      let server = try await GivenServer.shared.value
      let ended = try await run(["--verbose"], on: server.dsn(.creator, password: "wrong-secret"))
      #expect(ended.ending == .exited(2), "\(ended)")
      #expect(ended.output.contains("password authentication failed for user \"creator\""), "\(ended)")
      #expect(!ended.output.contains("wrong-secret"), "\(ended)")
      try await expectNothing(Remains(on: server))
    }

    @Test func roleThatMayNotCreateDatabasesIsToldHowToBeAllowed() async throws {
      let server = try await GivenServer.shared.value
      let ended = try await run(on: server.dsn(.guest))
      #expect(ended.ending == .exited(2), "\(ended)")
      #expect(ended.output.contains("the role guest of POSTGRES_DSN_ORIGINAL may not create"), "\(ended)")
      #expect(ended.output.contains("ALTER ROLE guest CREATEDB"), "\(ended)")
      #expect(!ended.output.contains(GivenServer.password(.guest)), "\(ended)")
      try await expectNothing(Remains(on: server))
    }

    @Test func connectionStringThatIsNoneIsRefused() async throws {
      let ended = try await run(on: "postgres//very-secret")
      #expect(ended.ending == .exited(2), "\(ended)")
      #expect(ended.output.contains("the connection string of POSTGRES_DSN_ORIGINAL can't be read"), "\(ended)")
    }

    @Test func folderWithoutServerProgramsIsNamed() async throws {
      let folder = Scratch.shared.path(of: "no-postgres")
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      let ended = try await consumer.dbTest(environment: ["DB_TEST_POSTGRES_BIN": folder]).run()
      #expect(ended.ending == .exited(2), "\(ended)")
      #expect(ended.output.contains("there is no PostgreSQL server in '\(folder)'"), "\(ended)")
      #expect(ended.output.contains("DB_TEST_POSTGRES_BIN"), "\(ended)")
      try await expectNothing()
    }

    @Test func serverThatIsTooOldIsRefusedByItsVersion() async throws {
      let folder = Scratch.shared.path(of: "old-postgres")
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      for program in ["postgres", "initdb"] {
        let path = "\(folder)/\(program)"
        try "#!/bin/sh\necho '\(program) (PostgreSQL) 13.16'\n".write(toFile: path, atomically: true, encoding: .utf8)
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
      }
      let ended = try await consumer.dbTest(["--postgres-bin", folder]).run()
      #expect(ended.ending == .exited(2), "\(ended)")
      #expect(ended.output.contains("PostgreSQL 15 or later is needed"), "\(ended)")
      #expect(ended.output.contains("13.16 in \(folder)"), "\(ended)")
      try await expectNothing()
    }

    @Test(.enabled(if: HiddenFolder.isPossible, "folders can be hidden as root, with unshare(1)"))
    func machineWithoutPostgresIsToldWhatToInstall() async throws {
      var command = consumer.dbTest()
      command.words = HiddenFolder.words(hiding: "/usr/lib/postgresql", from: command.words)
      let ended = try await command.run()
      #expect(ended.ending == .exited(2), "\(ended)")
      #expect(ended.output.contains("no PostgreSQL server is installed here"), "\(ended)")
      #expect(ended.output.contains("To install one:  "), "\(ended)")
      try await expectNothing()
    }
  }
}

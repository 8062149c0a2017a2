import Foundation
import IntegrationHarness
import Testing

extension Integration.Plugin {
  /// Passwords come to nobody but to whom they are for.
  ///
  /// They are in files that only the user can read: `state.json`, by which those who share the tool's own server know its
  /// password; `variables`, by which the tests get their environment; and `…-state.json`, where SwiftPM writes down the
  /// environment under which it has compiled a plugin, and which the tool closes to others.
  @Suite struct Secrets {
    private let consumer: Consumer
    private let exceptions: Set<String> = ["/state.json", "/variables", "-state.json"]

    init() async throws { consumer = try await Consumer.ready() }

    private var folders: [String] { [Scratch.shared.cache, consumer.directory] + SecretFiles.runDirectories }

    /// Runs the tests, and looks while they run, and afterwards, at everything that others may see of it.
    ///
    /// - Parameter secret: What to look for, once tests run.
    private func expectSecrecy(
      _ arguments: [String], environment: [String: String] = [:], secret: () throws -> String
    ) async throws {
      _ = try Phase.tests.prepare(consumer, isShort: true)
      let watch = ArgumentWatch()
      let command = consumer.dbTest(arguments + ["--fresh"], environment: environment)
      try await with(command) { running in
        try await Phase.tests.reached(by: running)
        let secret = try secret()
        let during = try await SecretFiles.found(secret, in: folders, besides: exceptions)
        #expect(during == [])
        let ended = try await running.ended(within: .warm)
        let processes = await watch.processes(showing: secret)
        #expect(ended.isSuccess, "\(ended)")
        #expect(!ended.output.contains(secret), "\(ended)")
        #expect(watch.count > 10, "processes were seen")
        #expect(processes == [])
        #expect(try await SecretFiles.found(secret, in: folders, besides: exceptions) == [])
      }
    }

    @Test(arguments: [["--quiet"], [], ["--verbose"]])
    func passwordOfAGivenServerIsSeenNowhere(level: [String]) async throws {
      let server = try await GivenServer.shared.value
      try await expectSecrecy(level, environment: ["POSTGRES_DSN_ORIGINAL": server.dsn(.creator)]) {
        GivenServer.password(.creator)
      }
      try await expectNothing(Remains(on: server))
    }

    @Test(arguments: [["--quiet"], [], ["--verbose"]])
    func passwordOfTheEmbeddedServerIsSeenNowhere(level: [String]) async throws {
      try await expectSecrecy(level) { try #require(Cluster().password) }
      try await expectNothing()
    }

    @Test(arguments: [
      // The host has no such database, no such name and no server; the password is wrong; the migration is.
      ("postgres://creator:SECRET@127.0.0.1:PORT/nowhere", []),
      ("postgres://creator:SECRET@no.such.host.invalid/x", []),
      ("postgres://creator:SECRET@127.0.0.1:1/postgres", []),
      ("host=127.0.0.1 port=PORT user=guest password=SECRET", []),
      ("postgres://creator:SECRET@127.0.0.1:PORT/postgres?nonsense=SECRET", []),
      ("postgres://creator:SECRET@127.0.0.1:PORT/postgres", ["--migrations", "Broken"]),
      ("postgres://creator:SECRET@127.0.0.1:PORT/postgres", ["--role", "nobody-there"]),
    ])
    func passwordStandsInNoErrorMessage(dsn: String, arguments: [String]) async throws {
      let server = try await GivenServer.shared.value
      let secret = GivenServer.password(.creator)
      let port = server.dsn(.creator).split(separator: ":").last?.prefix { $0 != "/" } ?? ""
      let text = dsn.replacingOccurrences(of: "SECRET", with: secret).replacingOccurrences(of: "PORT", with: port)
      let watch = ArgumentWatch()
      let ended = try await consumer.dbTest(
        ["--verbose"] + arguments, environment: ["POSTGRES_DSN_ORIGINAL": text]
      ).run()
      let processes = await watch.processes(showing: secret)
      #expect(!ended.isSuccess, "\(ended)")
      #expect(ended.output.contains("there is no database for the tests"), "\(ended)")
      #expect(!ended.output.contains(secret), "\(ended)")
      #expect(processes == [])
      #expect(try await SecretFiles.found(secret, in: folders, besides: exceptions) == [])
      try await expectNothing(Remains(on: server))
    }

    @Test func databaseIsDescribedInAFileOfTheUsersAloneNeverThroughALink() async throws {
      let server = try await GivenServer.shared.value
      let (file, precious) = (Scratch.shared.path(of: "link"), Scratch.shared.path(of: "precious"))
      try "precious".write(toFile: precious, atomically: true, encoding: .utf8)
      try FileManager.default.createSymbolicLink(atPath: file, withDestinationPath: precious)
      let ended = try await consumer.dbReset(
        ["--print", "json", "--output", file], environment: ["POSTGRES_DSN_ORIGINAL": server.dsn(.creator)]
      ).run(within: .build)
      _ = try await server.query("DROP DATABASE IF EXISTS consumer_test")
      #expect(ended.isSuccess && !ended.output.contains(GivenServer.password(.creator)), "\(ended)")
      #expect(try String(contentsOfFile: precious, encoding: .utf8) == "precious")
      let attributes = try FileManager.default.attributesOfItem(atPath: file)
      #expect(attributes[.type] as? FileAttributeType == .typeRegular)
      #expect(attributes[.posixPermissions] as? Int == 0o600)
      try FileManager.default.removeItem(atPath: file)
      try await expectNothing(Remains(on: server))
    }
  }
}

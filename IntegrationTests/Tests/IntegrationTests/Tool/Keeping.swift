import Foundation
import IntegrationHarness
import Testing

extension Integration.Tool {
  @Suite struct Keeping {
    private let consumer: Consumer

    init() async throws { consumer = try await Consumer.ready(by: .tool) }

    /// The command that stands behind some words.
    private func command(after words: String, in ended: Ended) throws -> String {
      let line = ended.output.split(separator: "\n").first { $0.contains(words) }
      let parts = try #require(line, "\(ended)").split(separator: words, maxSplits: 1)
      return String(try #require(parts.last, "\(ended)")).trimmingCharacters(in: .whitespaces)
    }

    private func shell(_ text: String, _ environment: [String: String] = [:]) async throws -> Ended {
      let ended = try await consumer.command(["sh", "-c", text], environment: environment).run()
      #expect(ended.isSuccess, "\(ended)")
      return ended
    }

    private func checkKept(_ ended: Ended) async throws {
      #expect(try await Remains(serverMayStay: true).after().count == 1, "only the database stays")
      let psql = try command(after: "to look at it:", in: ended)
      #expect(try await shell(psql + " -Atc 'SELECT count(*) > 0 FROM product'").standardOutput == "t\n")
      _ = try await shell(command(after: "to drop it:", in: ended))
      try await expectNothing(Remains(serverMayStay: true))
      let stopped = try await consumer.dbReset(["--stop"]).run()
      #expect(stopped.output.contains("embedded: stopped"), "\(stopped)")
      try await expectNothing()
    }

    @Test func keptDatabaseCanBeLookedAtAndDropped() async throws {
      let ended = try await consumer.dbTest(["--keep"]).run(within: .build)
      #expect(ended.isSuccess, "\(ended)")
      try await checkKept(ended)
    }

    @Test func databaseOfFailedTestsIsKept() async throws {
      try consumer.steer(["fail": ""])
      let ended = try await consumer.dbTest(["--keep-on-failure"]).run()
      #expect(!ended.isSuccess, "\(ended)")
      try await checkKept(ended)
    }

    @Test func databaseOfPassedTestsIsNotKeptOnFailure() async throws {
      let ended = try await consumer.dbTest(["--keep-on-failure"]).run()
      #expect(ended.isSuccess, "\(ended)")
      try await expectNothing()
    }

    @Test func keptDatabaseOnAGivenServerIsShownWithoutThePassword() async throws {
      let server = try await GivenServer.shared.value
      let environment = ["POSTGRES_DSN_ORIGINAL": server.dsn(.creator)]
      let ended = try await consumer.dbTest(["--keep"], environment: environment).run()
      #expect(ended.isSuccess, "\(ended)")
      #expect(!ended.output.contains(GivenServer.password(.creator)), "\(ended)")
      let password = ["PGPASSWORD": GivenServer.password(.creator)]
      let psql = try command(after: "to look at it:", in: ended)
      #expect(try await shell(psql + " -Atc 'SELECT count(*) > 0 FROM product'", password).standardOutput == "t\n")
      _ = try await shell(command(after: "to drop it:", in: ended), password)
      try await expectNothing(Remains(on: server))
    }
  }
}

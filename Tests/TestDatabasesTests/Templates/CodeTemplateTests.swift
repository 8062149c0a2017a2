import LeaseProtocol
import LibPQ
import OwnTestServer
import Testing

@testable import SQLMigrations
@testable import TestDatabases

/// Templates of what a package's own program has made.
@Suite("A template made by a program")
struct CodeTemplateTests {
  /// What nobody else's program is called.
  private let name = "program \(SessionIdentifier.random())"

  /// Opens a session, and says how often the program ran.
  private func runs(
    on server: DatabaseServer? = nil, _ text: String, inputs: InputFiles?,
    _ sql: String = "CREATE TABLE a AS SELECT 1 AS n",
    in body: (Session, OnServer) async throws -> Void = { _, _ in }
  ) async throws -> Int {
    let count = Locked(0)
    let own = try await DatabaseServer.given(TestServer.administrator().url, source: "the tests")
    try await OnServer.perform(on: server ?? own) { run in
      let command = MigrationCommand(words: [text], inputs: inputs) { server, database in
        count.withLock { $0 += 1 }
        let connection = try await Connection.open(server.ownersDSN(database: database))
        try await connection.execute(sql)
        await connection.close()
      }
      let session = try await Session.open(
        on: run.server, package: "programs",
        contents: Session.Contents(
          migrations: .command(command), seeds: try OnServer.contents(["1_a.sql": ""], seeds: [:]).seeds),
        templates: .kept(limit: 100, isFresh: false), watcher: run.watcher
      ) { _ in }
      do { try await body(session, run) } catch {
        await session.close()
        throw error
      }
      await session.close()
    }
    return count.withLock { $0 }
  }

  private func inputs(_ text: String) -> InputFiles {
    InputFiles(files: [InputFiles.File(path: "a", content: Fingerprint(of: Array(text.utf8)))])
  }

  @Test("is used again as long as the program and its inputs are the same")
  func sameInputs() async throws {
    // Roles that others make meanwhile would count as the program's.
    try await ServerOfItsOwn.with { own in
      let server = try await DatabaseServer.given(own.administrator.url, source: "the tests")
      #expect(try await runs(on: server, name, inputs: inputs("1")) == 1)
      let again = try await runs(on: server, name, inputs: inputs("1")) { session, run in
        let value = try await run.value("SELECT n FROM a", in: session.database)
        #expect(value == "1")
      }
      #expect(again == 0)
      #expect(try await runs(on: server, name, inputs: inputs("2")) == 1)
      #expect(try await runs(on: server, name + " --other", inputs: inputs("1")) == 1)
      #expect(try await runs(on: server, name, inputs: inputs("1")) == 0)
    }
  }

  @Test("is not kept where nobody knows what it depends on")
  func noInputs() async throws {
    for _ in 0..<2 { #expect(try await runs(name, inputs: nil) == 1) }
  }

  @Test("is none where the program made nothing: it may have been in another database")
  func nothingMade() async throws {
    for _ in 0..<2 {
      await #expect {
        _ = try await runs(name, inputs: inputs("1"), "SELECT 1")
      } throws: { error in
        (error as? SessionError)?.code == .migrationCommandFailed
      }
    }
  }

  @Test("can't be undone, which is said")
  func downgrade() async throws {
    _ = try await runs(name, inputs: nil) { session, _ in
      await #expect {
        try await session.downgrade { _ in }
      } throws: { error in
        (error as? SessionError)?.code == .cannotDowngrade
      }
    }
  }

  @Test("are other ones where their words are put together otherwise")
  func words() {
    func fingerprint(_ words: [String]) -> Fingerprint {
      MigrationCommand(words: words, inputs: nil) { _, _ in }.fingerprint(after: Fingerprint(parts: []))
    }
    #expect(fingerprint(["make", "a b"]) != fingerprint(["make", "a", "b"]))
    #expect(fingerprint(["make", "a", "b"]) == fingerprint(["make", "a", "b"]))
  }
}

import Foundation
import LeaseProtocol
import LibPQ
import Testing

@testable import TestDatabases

/// Crashes the server, which all other tests use, too: so only where that is asked for.
@Suite("After a crash of the server", .enabled(if: ProcessInfo.processInfo.environment["DB_TEST_CRASH"] != nil))
struct CrashTests {
  @Test("a test gets what the migrations made, or nothing at all")
  func crash() async throws {
    let migration = """
      CREATE TABLE a (n int); INSERT INTO a VALUES (1);
      CREATE UNLOGGED TABLE cache (n int); INSERT INTO cache VALUES (1);
      """
    try await Playground.open(["0001_a.sql": migration]) { playground in
      let member = try await playground.databases.take(.pooled, for: .testing)
      let client = try await Connection.open(playground.superuser(member))
      try await client.execute("INSERT INTO a VALUES (2)")
      await client.close()
      await playground.databases.giveBack(member, .pooled)
      try await crashServer(playground.superuser(member))
      do {
        let next = try await playground.databases.take(.pooled, for: .testing)
        #expect(try await playground.differences(next) == [])
        await playground.databases.giveBack(next, .clone)
      } catch {
        print("no database after a crash: \(error)")
      }
    }
  }

  private func crashServer(_ dsn: DSN) async throws {
    let victim = try await Connection.open(dsn)
    let process = try #require(try await victim.query("SELECT pg_backend_pid()").firstValue.flatMap { Int32($0) })
    kill(process, SIGKILL)
    await victim.close()
    let deadline = ContinuousClock.now + .seconds(20)
    while ContinuousClock.now < deadline {
      if let connection = try? await Connection.open(dsn) { return await connection.close() }
      try await Task.sleep(for: .milliseconds(50))
    }
  }
}

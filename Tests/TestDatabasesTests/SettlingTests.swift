import LeaseProtocol
import LibPQ
import Testing

@testable import TestDatabases

@Suite("Once what a session leaves is being settled") struct SettlingTests {
  /// The one who settles breaks the session's connections off. That is no crash, after which one would begin anew.
  @Test("no more databases are made, which nobody would drop")
  func late() async throws {
    try await Playground.open(["0001_a.sql": "CREATE TABLE a (n int)"]) { playground in
      let session = playground.session
      #expect(await session.watcher.settle() == [])
      await #expect(throws: (any Error).self) { _ = try await playground.databases.take(.clone, for: .testing) }
      let connection = try await Connection.open(playground.server.administrator)
      let left = try await connection.query(
        "SELECT count(*) FROM pg_database WHERE starts_with(datname, $1)", [session.database]
      ).firstValue
      await connection.close()
      #expect(left == "0")
    }
  }
}

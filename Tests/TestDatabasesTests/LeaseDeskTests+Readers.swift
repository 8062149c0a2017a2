import LeaseProtocol
import LibPQ
import OwnTestServer
import ProcessTestTools
import Testing

@testable import TestDatabases

extension LeaseDeskTests {
  @Test("ends the connections of one that only reads at its own end, while others go on, and names it")
  func leakOfReader() async throws {
    try await withDesk(limit: 1) { desk, _ in
      let (one, other) = (try await take(desk, .readOnly), try await take(desk, .readOnly))
      let leaked = try await Connection.open(try DSN(parsing: one.dsn))
      _ = try await leaked.query("SELECT 'left open'")
      let kept = try await Connection.open(try DSN(parsing: other.dsn))
      #expect(try await giveBack(desk, one).leaked == ["SELECT 'left open'"])
      #expect(try await kept.query("SELECT 1").firstValue == "1")
      await kept.close()
      #expect(try await giveBack(desk, other).leaked == [])
      await leaked.close()
    }
  }

  @Test("hands another one out to those who come after somebody has written where tests only read")
  func writingReader() async throws {
    let written = Locked<[LeaseToken]>([])
    try await withDesk(limit: 1, onWriting: { lease in written.withLock { $0.append(lease) } }) { desk, _ in
      func take(_ statement: String? = nil) async throws -> LeaseReply.Lease {
        let lease = try await self.take(desk, .readOnly)
        if let statement {
          // On a given server it is a setting, which can be taken back.
          let client = try await Connection.open(try DSN(parsing: lease.dsn))
          try await client.execute("SET default_transaction_read_only = off")
          try await client.execute(statement)
          await client.close()
        }
        return lease
      }
      let (reader, writer) = (try await take(), try await take("INSERT INTO a VALUES (1)"))
      #expect(reader.database == writer.database)
      _ = try await giveBack(desk, writer)
      #expect(written.withLock { $0.map(\.description) } == [writer.token])
      let next = try await take()
      #expect(next.database != reader.database)
      for lease in [reader, next] { _ = try await giveBack(desk, lease) }
      // Once nobody reads there any more, both are as they were.
      for _ in 0..<3 {
        let later = try await take()
        let rows = await desk.answer(
          .query(LeaseRequest.Query(lease: later.token, sql: "SELECT count(*) FROM a", parameters: [])), to: 1)
        guard case .rows(let found) = rows else {
          Issue.record("\(rows)")
          return
        }
        #expect(found.rows == [["0"]])
        _ = try await giveBack(desk, later)
      }
    }
  }

  @Test(
    "notices also what moves no rows where tests only read, and not that somebody reads a sequence",
    arguments: [
      ("SELECT nextval('s')", true), ("SELECT setval('s', 777)", true), ("SELECT last_value FROM s", false),
      ("ALTER DATABASE CURRENT SET work_mem = '1MB'", true), ("COMMENT ON DATABASE CURRENT IS 'boo'", true),
      ("SELECT * FROM a", false),
    ])
  func unseenWriting(statement: String, writes: Bool) async throws {
    let written = Locked<[LeaseToken]>([])
    try await withDesk(
      limit: 1, ["0001_a.sql": "CREATE TABLE a (n int); CREATE SEQUENCE s"],
      onWriting: { lease in written.withLock { $0.append(lease) } }
    ) { desk, _ in
      let (reader, writer) = (try await take(desk, .readOnly), try await take(desk, .readOnly))
      let client = try await Connection.open(try DSN(parsing: writer.dsn))
      try await client.execute("SET default_transaction_read_only = off")
      try await client.execute(statement.replacing("CURRENT", with: writer.database))
      await client.close()
      _ = try await giveBack(desk, writer)
      #expect(written.withLock { $0.map(\.description) } == (writes ? [writer.token] : []))
      let next = try await take(desk, .readOnly)
      #expect((next.database != reader.database) == writes)
      for lease in [reader, next] { _ = try await giveBack(desk, lease) }
    }
  }

  @Test("names also the last one who wrote where tests only read")
  func lastWriter() async throws {
    let written = Locked<[LeaseToken]>([])
    try await withDesk(limit: 1, onWriting: { lease in written.withLock { $0.append(lease) } }) { desk, _ in
      let writer = try await take(desk, .readOnly)
      let client = try await Connection.open(try DSN(parsing: writer.dsn))
      try await client.execute("SET default_transaction_read_only = off")
      try await client.execute("INSERT INTO a VALUES (1)")
      await client.close()
      _ = try await giveBack(desk, writer)
      #expect(written.withLock { $0.map(\.description) } == [writer.token])
    }
  }

  @Test("ends a statement that nobody waits for any more", arguments: [LeaseKind.pooled, .readOnly])
  func endlessStatement(kind: LeaseKind) async throws {
    try await withDesk(limit: 1) { desk, _ in
      let lease = try await take(desk, kind)
      async let asleep = desk.answer(
        .query(LeaseRequest.Query(lease: lease.token, sql: "SELECT pg_sleep(600)", parameters: [])), to: 1)
      try await eventually("it sleeps") {
        try await TestServer.administrate {
          try await $0.query(
            "SELECT 1 FROM pg_stat_activity WHERE datname = $1 AND wait_event = 'PgSleep'", [lease.database]
          ).firstValue == "1"
        }
      }
      _ = try await giveBack(desk, lease)
      guard case .failure = await asleep else {
        Issue.record("it went on")
        return
      }
    }
  }

  @Test("has another connection for a test's statements where one was lost", arguments: [LeaseKind.pooled, .readOnly])
  func lostVisit(kind: LeaseKind) async throws {
    try await withDesk(limit: 1) { desk, _ in
      let lease = try await take(desk, kind)
      func answer(_ sql: String) async -> LeaseReply.Outcome {
        await desk.answer(.query(LeaseRequest.Query(lease: lease.token, sql: sql, parameters: [])), to: 1)
      }
      guard case .failure = await answer("SELECT pg_terminate_backend(pg_backend_pid())") else {
        Issue.record("it was not lost")
        return
      }
      guard case .rows(let rows) = await answer("SELECT 7") else {
        Issue.record("there is no other one")
        return
      }
      #expect(rows.rows == [["7"]])
      _ = try await giveBack(desk, lease)
    }
  }

  @Test("ends a client that comes back where others read, and tells these")
  func returnedReader() async throws {
    let told = Locked<[String]>([])
    try await withDesk(
      limit: 1,
      tell: { event in
        if case .cameBack(_, let queries) = event { told.withLock { $0 += queries } }
      }
    ) { desk, _ in
      let (first, other) = (try await take(desk, .readOnly), try await take(desk, .readOnly))
      _ = try await giveBack(desk, first)
      let stranger = try await Connection.open(try DSN(parsing: first.dsn))
      _ = try? await stranger.query("SELECT 'stranger'")
      try await eventually("it is ended") { told.withLock { !$0.isEmpty } }
      await stranger.close()
      #expect(try await giveBack(desk, other).strangers.count == 1)
    }
  }

  @Test("takes no fixtures for a database that others read, whoever asks")
  func fixturesForReaders() async throws {
    try await withDesk(limit: 1) { desk, _ in
      let refused = await #expect(throws: Refused.self) { try await take(desk, .readOnly, fixtures: ["/a.sql"]) }
      #expect(refused?.message.contains("takes no fixtures") == true)
    }
  }

  @Test("leaves the session's own database to a test that failed in it, and has another one of its name")
  func failedShared() async throws {
    let held = Locked<[String]>([])
    try await withDesk(
      limit: 1, failed: .held,
      tell: { event in
        if case .held(_, let database) = event { held.withLock { $0.append(database) } }
      }
    ) { desk, session in
      let lease = try await take(desk, .shared)
      _ = await desk.answer(.execute(LeaseRequest.Execute(lease: lease.token, sql: "INSERT INTO a VALUES (7)")), to: 1)
      _ = try await giveBack(desk, lease, failed: true)
      let name = try #require(held.withLock { $0.first })
      #expect(name != lease.database)
      for (database, expected) in [(name, "7"), (session.database, nil)] {
        let connection = try await Connection.open(session.server.administrator.replacing(["dbname": database]))
        #expect(try await connection.query("SELECT n FROM a").firstValue == expected)
        await connection.close()
      }
      let next = try await take(desk, .shared)
      #expect(next.database == session.database)
      _ = try await giveBack(desk, next)
    }
  }
}

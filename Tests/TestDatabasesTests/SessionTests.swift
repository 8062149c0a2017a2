import LeaseProtocol
import LibPQ
import MigrationRunner
import OwnTestServer
import Testing

@testable import TestDatabases

@Suite("A session")
struct SessionTests {
  @Test("has a database of its own, migrated and seeded, that goes with it")
  func wholeLife() async throws {
    let name = try await OnServer.perform { run in
      let session = try await run.open(
        ["0001_a.sql": "CREATE TABLE a (n int)", "0002_b.sql": "INSERT INTO a VALUES (1)"],
        seeds: ["a.sql": "INSERT INTO a VALUES (41)"])
      #expect(try await run.value("SELECT sum(n) FROM a", in: session.database) == "42")
      #expect(DatabaseName.session(in: session.database) == session.identifier)
      return session.database
    }
    #expect(try await !OnServer.exists(name))
  }

  @Test("marks its database, and takes the limit that stood in for the mark away")
  func marked() async throws {
    try await OnServer.perform { run in
      let session = try await run.open()
      let row = try await TestServer.administrate {
        try await $0.query(Statements.databases, [session.database]).rows.first
      }
      let proof = try #require(row.flatMap { session.maintenance.proof($0) })
      #expect(proof.session == session.identifier)
      #expect(proof.mark?.kind == .session)
      #expect(row?["connection_limit"] == "-1")
    }
  }

  @Test("leaves no database behind where a migration fails")
  func brokenMigration() async throws {
    try await OnServer.perform { run in
      await #expect(throws: MigrationError.self) {
        try await run.open(["0001_a.sql": "CREATE TABLE a (n int); SELECT nonsense"], package: "broken_one")
      }
    }
    let left = try await TestServer.administrate {
      try await $0.query("SELECT 1 FROM pg_database WHERE datname LIKE 'dbt\\_broken\\_one\\_%'").firstValue
    }
    #expect(left == nil)
  }

  @Test("of a scratch database drops it, whatever became of its mark, before the run has its next session")
  func scratch() async throws {
    try await OnServer.perform { run in
      let session = try await run.openScratch()
      try await TestServer.administrate { try await $0.execute("COMMENT ON DATABASE \(session.database) IS NULL") }
      try await session.dropScratch()
      #expect(try await !OnServer.exists(session.database))
      #expect(try await OnServer.exists(try await run.open().database))
    }
  }

  @Test("drops its database even while clients are connected to it")
  func connectedClients() async throws {
    let (name, client) = try await OnServer.perform { run in
      let session = try await run.open()
      return (session.database, try await Connection.open(session.dsn))
    }
    #expect(try await !OnServer.exists(name))
    await #expect(throws: PostgresError.self) { try await client.query("SELECT 1") }
    await client.close()
  }

  @Test("undoes every migration on demand")
  func downgrade() async throws {
    try await OnServer.perform { run in
      let session = try await run.open([
        "0001_a.up.sql": "CREATE TABLE a (n int)", "0001_a.down.sql": "DROP TABLE a",
        "0002_b.up.sql": "CREATE TABLE b (n int)", "0002_b.down.sql": "DROP TABLE b",
      ])
      try await session.downgrade { _ in }
      let tables = "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'"
      #expect(try await run.value(tables, in: session.database) == "0")
    }
  }

  @Test("says what is left where the downs undo less than the ups did")
  func leftovers() async throws {
    try await OnServer.perform { run in
      let session = try await run.open([
        "0001_a.up.sql": "CREATE TABLE a (n serial PRIMARY KEY); CREATE TYPE mood AS ENUM ('good'); CREATE TABLE b ()",
        "0001_a.down.sql": "DROP TABLE b",
      ])
      let (warnings, continuation) = AsyncStream<String>.makeStream()
      try await session.downgrade { if case .warning(let text) = $0 { continuation.yield(text) } }
      continuation.finish()
      let all = await warnings.reduce("") { $0 + $1 }
      #expect(all.hasSuffix("there is left: table a, type mood"))
    }
  }

  @Test("drops its database even where a test has changed what marks it")
  func changedComment() async throws {
    let name = try await OnServer.perform { run in
      let session = try await run.open()
      try await TestServer.administrate {
        try await $0.execute("COMMENT ON DATABASE \(session.database) IS 'somebody else''s'")
      }
      return session.database
    }
    #expect(try await !OnServer.exists(name))
  }

  @Test("says so where a test has emptied the record of what was applied")
  func emptiedRecord() async throws {
    try await OnServer.perform { run in
      let session = try await run.open(["0001_a.up.sql": "SELECT 1", "0001_a.down.sql": "SELECT 1"])
      _ = try await run.value(
        "WITH gone AS (DELETE FROM \(MigrationRunner.schema).migrations RETURNING 1) SELECT count(*) FROM gone",
        in: session.database)
      let error = await #expect(throws: SessionError.self) { try await session.downgrade { _ in } }
      #expect(error?.code == .databaseFailed)
      #expect(error?.description.contains("only 0 of 1") == true)
    }
  }

  @Test("keeps its database where the user wants it, under a mark that no sweep takes")
  func kept() async throws {
    let name = try await OnServer.perform { run in
      let session = try await run.open()
      try await session.keep()
      await session.close()
      return session.database
    }
    try await OnServer.perform { run in
      _ = try await run.open()
      #expect(try await OnServer.exists(name))
    }
    try await TestServer.administrate { try await $0.execute("DROP DATABASE \(name)") }
  }
}

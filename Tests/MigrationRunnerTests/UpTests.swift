import LibPQ
import MigrationRunner
import SQLMigrations
import Testing

@Suite("Migrating up")
struct UpTests {
  @Test("applies everything in order, and writes down what")
  func everything() async throws {
    try await Migrating.inNewDatabase { database in
      let plan = try Migrating.plan([
        "9_a.sql": "CREATE TABLE a (id int); INSERT INTO a VALUES (1);",
        "10_b.sql": "CREATE TABLE b AS SELECT * FROM a;",
      ])
      let result = try await database.runner.up(plan)
      #expect(result.files.map(\.name) == ["Migrations/9_a.sql", "Migrations/10_b.sql"])
      #expect(result.warnings == [])
      #expect(try await database.tables() == ["a", "b"])
      let applied = try await database.runner.applied()
      #expect(applied.map(\.name) == ["9_a", "10_b"])
      #expect(applied.map(\.version) == ["9", "10"])
      #expect(applied.map(\.checksum) == plan.migrations.map(\.checksum.description))
    }
  }

  @Test("applies only what was not applied before")
  func pending() async throws {
    try await Migrating.inNewDatabase { database in
      try await database.up(["1_a.sql": "CREATE TABLE a ();"])
      let result = try await database.up(["1_a.sql": "CREATE TABLE a ();", "2_b.sql": "CREATE TABLE b ();"])
      #expect(result.files.map(\.name) == ["Migrations/2_b.sql"])
      let again = try await database.up(["1_a.sql": "CREATE TABLE a ();", "2_b.sql": "CREATE TABLE b ();"])
      #expect(again.files == [])
    }
  }

  @Test("applies a migration that is older than the newest applied one, with a warning")
  func older() async throws {
    try await Migrating.inNewDatabase { database in
      try await database.up(["2_b.sql": ""])
      let result = try await database.up(["1_a.sql": "", "2_b.sql": "", "3_c.sql": ""])
      #expect(result.warnings == ["Migrations/1_a.sql was applied after 2_b, which is newer"])
      #expect(try await database.applied() == ["2_b", "1_a", "3_c"])
    }
  }

  @Test("refuses, before anything is run, files that were changed after they were applied")
  func edited() async throws {
    try await Migrating.inNewDatabase { database in
      try await database.up(["1_a.sql": "SELECT 1;", "2_b.sql": "SELECT 2;\n"])
      let error = try await database.failure([
        "1_a.sql": "SELECT 0;", "2_b.sql": "SELECT 2;\r\n", "3_c.sql": "CREATE TABLE c ();",
      ])
      #expect(error?.code == .edited)
      #expect(error?.files == ["Migrations/1_a.sql"])
      #expect(
        error?.description.hasPrefix("Migrations/1_a.sql: error: was changed after it was applied\n") == true)
      #expect(error?.description.contains("swift package db-reset") == true)
      #expect(try await database.tables() == [])
    }
  }

  @Test("refuses, before anything is run, a folder from which applied migrations are gone")
  func missing() async throws {
    try await Migrating.inNewDatabase { database in
      try await database.up(["1_a.sql": "", "2_b.sql": ""])
      let error = try await database.failure(["2_b.sql": "", "3_c.sql": "CREATE TABLE c ();"])
      #expect(error?.code == .missing)
      #expect(error?.files == ["Migrations/1_a"])
      #expect(error?.description.contains("swift package db-reset") == true)
      #expect(try await database.tables() == [])
    }
  }

  @Test("tells before each file which it is, and of how many")
  func progress() async throws {
    try await Migrating.inNewDatabase { database in
      let (progress, continuation) = AsyncStream.makeStream(of: MigrationProgress.self)
      let runner = MigrationRunner(connection: database.connection) { continuation.yield($0) }
      _ = try await runner.up(Migrating.plan(["1_a.sql": "", "2_b.sql": ""]))
      continuation.finish()
      var seen: [String] = []
      for await one in progress { seen.append("\(one.kind) \(one.number)/\(one.count) \(one.file)") }
      #expect(seen == ["up 1/2 Migrations/1_a.sql", "up 2/2 Migrations/2_b.sql"])
    }
  }

  @Test("leaves nothing in the database but what the files make and one schema")
  func schemas() async throws {
    try await Migrating.inNewDatabase { database in
      let query = """
        SELECT string_agg(nspname || '.' || relname, ' ' ORDER BY nspname, relname)
        FROM pg_class JOIN pg_namespace n ON n.oid = relnamespace
        WHERE nspname !~ '^pg_' AND nspname <> 'information_schema' AND relkind <> 'i'
        """
      try await database.up(["1_a.sql": "CREATE TABLE a ();"])
      #expect(try await database.value(query) == "public.a \(MigrationRunner.schema).migrations")
    }
  }

  @Test("can be cancelled, leaves nothing of the file that ran, and the connection can be used")
  func cancelled() async throws {
    try await Migrating.inNewDatabase { database in
      let plan = try Migrating.plan([
        "1_a.sql": "CREATE TABLE a ();", "2_b.sql": "CREATE TABLE b (); SELECT pg_sleep(600);",
      ])
      let runner = database.runner
      let task = Task { try await runner.up(plan) }
      let watch = try await Connection.open(database.dsn)
      let sleeping = """
        SELECT count(*) FROM pg_stat_activity
        WHERE wait_event = 'PgSleep' AND datname = current_database()
        """
      let deadline = ContinuousClock.now + .seconds(120)
      while try await watch.query(sleeping).firstValue != "1" {
        try #require(ContinuousClock.now < deadline)
        await Task.yield()
      }
      await watch.close()
      task.cancel()
      await #expect(throws: CancellationError.self) { try await task.value }
      #expect(try await database.tables() == ["a"])
      #expect(try await database.applied() == ["1_a"])
    }
  }
}

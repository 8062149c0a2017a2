import LibPQ
import MigrationRunner
import SQLMigrations
import Testing

@Suite("Migrating down")
struct DownTests {
  @Test("takes everything back, last applied first, and forgets it")
  func everything() async throws {
    try await Migrating.inNewDatabase { database in
      let plan = try Migrating.plan([
        "1_a.up.sql": "CREATE TABLE a (id int PRIMARY KEY);", "1_a.down.sql": "DROP TABLE a;",
        "2_b.up.sql": "CREATE TABLE b (id int REFERENCES a);", "2_b.down.sql": "DROP TABLE b;",
      ])
      _ = try await database.runner.up(plan)
      let result = try await database.runner.down(plan)
      #expect(result.files.map(\.name) == ["Migrations/2_b.down.sql", "Migrations/1_a.down.sql"])
      #expect(try await database.tables() == [])
      #expect(try await database.applied() == [])
      #expect(try await database.runner.up(plan).files.count == 2)
    }
  }

  @Test("takes back in the order of applying, where that was not the order of versions")
  func orderOfApplying() async throws {
    try await Migrating.inNewDatabase { database in
      try await database.up(["2_b.sql": "", "2_b.down.sql": ""])
      let plan = try Migrating.plan(["1_a.sql": "", "1_a.down.sql": "", "2_b.sql": "", "2_b.down.sql": ""])
      _ = try await database.runner.up(plan)
      #expect(
        try await database.runner.down(plan).files.map(\.name)
          == ["Migrations/1_a.down.sql", "Migrations/2_b.down.sql"])
    }
  }

  @Test("is followed by the same one forward, where that is asked for, and by no other that is due")
  func redo() async throws {
    try await Migrating.inNewDatabase { database in
      let files: KeyValuePairs = [
        "1_a.up.sql": "CREATE TABLE a (); CREATE SEQUENCE s", "1_a.down.sql": "DROP TABLE a; DROP SEQUENCE s",
        "3_c.up.sql": "CREATE TABLE c (n int DEFAULT nextval('s')); INSERT INTO c VALUES (DEFAULT)",
        "3_c.down.sql": "DROP TABLE c",
      ]
      try await database.up(files)
      let plan = try Migrating.plan([
        "1_a.up.sql": "CREATE TABLE a (); CREATE SEQUENCE s", "1_a.down.sql": "DROP TABLE a; DROP SEQUENCE s",
        "2_b.up.sql": "CREATE TABLE b ()", "2_b.down.sql": "DROP TABLE b",
        "3_c.up.sql": "CREATE TABLE c (n int DEFAULT nextval('s')); INSERT INTO c VALUES (DEFAULT)",
        "3_c.down.sql": "DROP TABLE c",
      ])
      let result = try await database.runner.redo(plan)
      #expect(result.undone.files.map(\.name) == ["Migrations/3_c.down.sql"])
      #expect(result.applied.files.map(\.name) == ["Migrations/3_c.up.sql"])
      #expect(try await database.applied() == ["1_a", "3_c"])
      #expect(try await database.value("SELECT n FROM c") == "2")
      let edited = try Migrating.plan([
        "1_a.up.sql": "CREATE TABLE other ()", "1_a.down.sql": "", "3_c.up.sql": "", "3_c.down.sql": "DROP TABLE c",
      ])
      await #expect(throws: MigrationError.self) { try await database.runner.redo(edited) }
      #expect(try await database.applied() == ["1_a", "3_c"], "nothing is taken back before all is right")
    }
  }

  @Test("does nothing where nothing was applied")
  func nothing() async throws {
    try await Migrating.inNewDatabase { database in
      let result = try await database.runner.down(Migrating.plan(["1_a.sql": ""]))
      #expect(result.files == [])
    }
  }

  @Test("names those that have no down, and undoes nothing then")
  func noDown() async throws {
    try await Migrating.inNewDatabase { database in
      let plan = try Migrating.plan([
        "1_a.sql": "", "2_b.up.sql": "CREATE TABLE b ();", "2_b.down.sql": "DROP TABLE b;",
      ])
      _ = try await database.runner.up(plan)
      let error = try await #require(throws: MigrationError.self) { try await database.runner.down(plan) }
      #expect(error.code == .noDown)
      let complaint = "Migrations/1_a.sql: error: can't be undone: it has no way back (down)\n"
      #expect(error.description.hasPrefix(complaint))
      #expect(try await database.tables() == ["b"])
    }
  }

  @Test("names the one that fails, with its line and column, and keeps it and those before it")
  func failing() async throws {
    try await Migrating.inNewDatabase { database in
      let plan = try Migrating.plan([
        "1_a.sql": "", "1_a.down.sql": "", "2_b.sql": "", "2_b.down.sql": "SELECT 1;\nDROP TABEL b;",
        "3_c.sql": "CREATE TABLE c ();", "3_c.down.sql": "DROP TABLE c;",
      ])
      _ = try await database.runner.up(plan)
      let error = try await #require(throws: MigrationError.self) { try await database.runner.down(plan) }
      let complaint = "Migrations/2_b.down.sql:2:6: error: syntax error at or near \"TABEL\"\n"
      #expect(error.description.hasPrefix(complaint))
      #expect(try await database.tables() == [])
      #expect(try await database.applied() == ["1_a", "2_b"])
    }
  }

  @Test("names an applied one whose files are gone")
  func missing() async throws {
    try await Migrating.inNewDatabase { database in
      try await database.up(["1_a.sql": "", "2_b.sql": ""])
      let error = try await #require(throws: MigrationError.self) {
        try await database.runner.down(Migrating.plan(["1_a.sql": "", "1_a.down.sql": ""]))
      }
      #expect(error.code == .missing)
      #expect(error.files == ["Migrations/2_b"])
    }
  }
}

import LibPQ
import MigrationRunner
import SQLMigrations
import Testing

@Suite("Running seeds")
struct SeedTests {
  @Test("runs each in a transaction of its own, in order, and records none")
  func everything() async throws {
    try await Migrating.inNewDatabase { database in
      try await database.up(["1_a.sql": "CREATE TABLE a (id int GENERATED ALWAYS AS IDENTITY, name text);"])
      let result = try await database.runner.run(
        Migrating.seeds([
          "10_b.sql": "INSERT INTO a (name) VALUES ('b');", "9_a.sql": "INSERT INTO a (name) VALUES ('a');",
        ]))
      #expect(result.files.map(\.name) == ["Migrations/9_a.sql", "Migrations/10_b.sql"])
      #expect(try await database.value("SELECT string_agg(name, ',' ORDER BY id) FROM a") == "a,b")
      #expect(try await database.applied() == ["1_a"])
    }
  }

  @Test("reports the one that fails like a migration, and leaves nothing of it")
  func failing() async throws {
    try await Migrating.inNewDatabase { database in
      try await database.up(["1_a.sql": "CREATE TABLE a (id int);"])
      let seeds = try Migrating.seeds([
        "a.sql": "INSERT INTO a VALUES (1);", "b.sql": "INSERT INTO a VALUES (2);\nINSERT INTO b VALUES (3);",
      ])
      let error = try await #require(throws: MigrationError.self) { try await database.runner.run(seeds) }
      #expect(error.description.hasPrefix("Migrations/b.sql:2:13: error: relation \"b\" does not exist\n"))
      #expect(try await database.value("SELECT string_agg(id::text, ',') FROM a") == "1")
    }
  }
}

import MigrationRunner
import Testing

@Suite("A file with a statement that can't be in a transaction")
struct StandaloneTests {
  @Test("runs statement by statement without a directive")
  func mixed() async throws {
    try await Migrating.inNewDatabase { database in
      try await database.up([
        "1_a.sql":
          "CREATE TABLE a (id int);\nCREATE INDEX CONCURRENTLY i ON a (id);\nVACUUM a;\nCOPY a FROM stdin;\n1\n2\n\\.\n",
        "2_b.sql": "DO $$ BEGIN INSERT INTO a VALUES (3); COMMIT; END $$;",
        "3_c.sql": "BEGIN; INSERT INTO a VALUES (4); COMMIT; VACUUM a;",
      ])
      #expect(try await database.value("SELECT string_agg(id::text, ',') FROM a") == "1,2,3,4")
      #expect(try await database.applied() == ["1_a", "2_b", "3_c"])
    }
  }

  @Test("says what remains where it fails, and why")
  func failure() async throws {
    try await Migrating.inNewDatabase { database in
      let error = try await database.failure([
        "1_a.sql":
          "CREATE TABLE a AS SELECT 1 AS id FROM generate_series(1, 2);\nCREATE UNIQUE INDEX CONCURRENTLY i ON a (id);"
      ])
      #expect(error?.description.hasPrefix("Migrations/1_a.sql:2:1: error: could not create unique index") == true)
      #expect(
        error?.description.hasSuffix(
          """
          note: the file runs statement by statement, since the one at Migrations/1_a.sql:2:1 can't be in a transaction: \
          what those before the error did is still there
          note: an index that was not finished may be there, and is not valid: DROP INDEX IF EXISTS takes it away
          """) == true)
      #expect(try await database.tables() == ["a"])
      #expect(try await database.applied() == [])
    }
  }

  @Test("is one that calls a procedure which commits, made in the file or before")
  func call() async throws {
    try await Migrating.inNewDatabase { database in
      let procedure =
        "CREATE PROCEDURE p() LANGUAGE plpgsql AS $$ BEGIN CREATE TABLE IF NOT EXISTS a (); COMMIT; END $$;"
      try await database.up(["1_a.sql": procedure, "2_b.sql": "CALL public.p();", "3_c.sql": "CALL p(); VACUUM;"])
      try await database.up([
        "1_a.sql": procedure, "2_b.sql": "CALL public.p();", "3_c.sql": "CALL p(); VACUUM;",
        "4_d.sql": "CREATE OR REPLACE PROCEDURE q() LANGUAGE plpgsql AS $$ BEGIN ROLLBACK; END $$; CALL q();",
      ])
      #expect(try await database.applied().count == 4)
    }
  }

  @Test("is none that calls a procedure which does not: all of it is undone when it fails")
  func callWithoutCommit() async throws {
    try await Migrating.inNewDatabase { database in
      _ = try await database.failure([
        "1_a.sql": """
        CREATE PROCEDURE p() LANGUAGE plpgsql AS $$ BEGIN CREATE TABLE a (); END $$; CALL p(); SELECT 1/0;
        """
      ])
      #expect(try await database.tables() == [])
    }
  }
}

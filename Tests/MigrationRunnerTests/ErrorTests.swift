import LibPQ
import MigrationRunner
import OwnTestServer
import SQLMigrations
import Testing

@Suite("A file that fails")
struct ErrorTests {
  @Test("is reported at its line and column, with a caret, SQLSTATE and hint, and leaves nothing")
  func position() async throws {
    try await Migrating.inNewDatabase { database in
      let error = try await database.failure([
        "1_a.sql": "CREATE TABLE a (name text);",
        "2_b.sql": "CREATE TABLE b ();\n-- é😀\nSELECT\n\tnam FROM a;\nSELECT 1;\n",
      ])
      #expect(error?.code == .scriptFailed)
      #expect(error?.files == ["Migrations/2_b.sql"])
      #expect(error?.underlyingError?.sqlState == "42703")
      #expect(
        error?.description == """
          Migrations/2_b.sql:4:2: error: column "nam" does not exist
          \tnam FROM a;
          \t^
          SQLSTATE: 42703
          HINT: Perhaps you meant to reference the column "a.name".
          """)
      #expect(try await database.tables() == ["a"])
      #expect(try await database.applied() == ["1_a"])
    }
  }

  @Test("is reported at the same place with a byte order mark and CR LF")
  func positionInWindowsFile() async throws {
    try await Migrating.inNewDatabase { database in
      let error = try await database.failure(["1_a.sql": "\u{FEFF}SELECT 1;\r\n\r\nSELEC 2;\r\n"])
      #expect(
        error?.description == """
          Migrations/1_a.sql:3:1: error: syntax error at or near "SELEC"
          SELEC 2;
          ^
          SQLSTATE: 42601
          """)
    }
  }

  @Test("is reported at its statement where the server names no place")
  func noPosition() async throws {
    try await Migrating.inNewDatabase { database in
      let error = try await database.failure([
        "1_a.sql": "CREATE TABLE a (id int PRIMARY KEY);\nINSERT INTO a VALUES (1), (1);"
      ])
      #expect(
        error?.description == """
          Migrations/1_a.sql:2:1: error: duplicate key value violates unique constraint "a_pkey"
          INSERT INTO a VALUES (1), (1);
          ^
          SQLSTATE: 23505
          DETAIL: Key (id)=(1) already exists.
          """)
    }
  }

  @Test("is reported with the lines of the functions it was in")
  func context() async throws {
    try await Migrating.inNewDatabase { database in
      let error = try await database.failure([
        "1_a.sql": "DO $$\nBEGIN\n  PERFORM 1 / 0;\nEND $$;"
      ])
      #expect(
        error?.description == """
          Migrations/1_a.sql:3:3: error: division by zero
            PERFORM 1 / 0;
            ^
          SQLSTATE: 22012
          CONTEXT: SQL statement "SELECT 1 / 0"
          PL/pgSQL function inline_code_block line 3 at PERFORM
          """)
    }
  }

  @Test("is reported at the commit, where a constraint was put off until then")
  func deferredConstraint() async throws {
    try await Migrating.inNewDatabase { database in
      let error = try await database.failure([
        "1_a.sql": """
        CREATE TABLE a (id int PRIMARY KEY, parent int REFERENCES a DEFERRABLE INITIALLY DEFERRED);
        INSERT INTO a VALUES (1, 2);
        """
      ])
      let complaint =
        "Migrations/1_a.sql: error: insert or update on table \"a\" violates foreign key constraint"
      #expect(error?.description.hasPrefix(complaint) == true)
      #expect(error?.underlyingError?.sqlState == "23503")
      #expect(try await database.tables() == [])
      #expect(try await database.applied() == [])
    }
  }

  @Test("is reported with the directive it needs, where a statement can't be in a transaction and that doesn't show")
  func needsNoTransaction() async throws {
    try await Migrating.inNewDatabase { database in
      let error = try await database.failure([
        "1_a.sql": "CREATE TABLE a (id int) PARTITION BY LIST (id); CREATE INDEX i ON a (id);\nREINDEX TABLE a;"
      ])
      #expect(error?.description.hasPrefix("Migrations/1_a.sql:2:1: error: REINDEX TABLE cannot") == true)
      #expect(error?.description.contains("'-- no-transaction' as the first line") == true)
    }
  }

  @Test("is reported where it has a COPY whose rows nobody receives")
  func copy() async throws {
    try await Migrating.inNewDatabase { database in
      let error = try await database.failure(["1_a.sql": "CREATE TABLE a (id int);\nCOPY a TO stdout;\n"])
      #expect(error?.description.hasPrefix("Migrations/1_a.sql:2:1: error: COPY … ") == true)
      #expect(error?.description.contains("note: a file has nobody to give the rows") == true)
      #expect(try await database.tables() == [])
    }
  }

  @Test("is reported with what to do about a role that is there already, as from an earlier run")
  func duplicateRole() async throws {
    try await Migrating.inNewDatabase(owner: TestServer.administrator()) { database in
      let role = try #require(database.dsn["user"])
      let error = try await database.failure(["1_a.sql": "CREATE ROLE \"\(role)\""])
      #expect(
        error?.description.contains("IF NOT EXISTS (SELECT FROM pg_roles") == true, "\(String(describing: error))")
    }
  }

  @Test("is reported where it ends the connection")
  func connectionLost() async throws {
    try await Migrating.inNewDatabase { database in
      let error = try await database.failure(["1_a.sql": "SELECT pg_terminate_backend(pg_backend_pid());"])
      #expect(error?.description.hasPrefix("Migrations/1_a.sql:1:1: error: terminating connection") == true)
    }
  }
}

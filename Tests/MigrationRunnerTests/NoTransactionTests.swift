import MigrationRunner
import Testing

@Suite("A file without a transaction")
struct NoTransactionTests {
  @Test("runs statement by statement, so that they may be of the kind that must be alone")
  func alone() async throws {
    try await Migrating.inNewDatabase { database in
      try await database.up([
        "1_a.sql": """
        -- no-transaction
        CREATE TABLE a (id int);
        CREATE INDEX CONCURRENTLY i ON a (id);
        VACUUM a; ; ANALYZE a;
        CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT 1; SELECT CASE 1 WHEN 1 THEN 2 END; END;
        REINDEX INDEX CONCURRENTLY i -- the last; without an end
        """
      ])
      #expect(try await database.value("SELECT f()") == "2")
      #expect(try await database.applied() == ["1_a"])
    }
  }

  @Test("that fails is reported at the place in the file, and leaves what it did before, which is said")
  func failure() async throws {
    try await Migrating.inNewDatabase { database in
      let error = try await database.failure([
        "1_a.sql": "-- no-transaction\nCREATE TABLE a ();\n/* é😀 */ SELECT '日',\n\tnam;\nCREATE TABLE b ();"
      ])
      #expect(
        error?.description == """
          Migrations/1_a.sql:4:2: error: column "nam" does not exist
          \tnam;
          \t^
          SQLSTATE: 42703
          note: the file runs without a transaction: what it did before is still there
          """)
      #expect(try await database.tables() == ["a"])
      #expect(try await database.applied() == [])
    }
  }

  @Test("that fails without a position is reported at its statement")
  func noPosition() async throws {
    try await Migrating.inNewDatabase { database in
      let error = try await database.failure(["1_a.sql": "-- no-transaction\n;\n  DROP TABLE nope;\nSELECT 1;"])
      #expect(
        error?.description == """
          Migrations/1_a.sql:3:3: error: table "nope" does not exist
            DROP TABLE nope;
            ^
          SQLSTATE: 42P01
          """)
    }
  }

  @Test("may begin a transaction; what that did is not said to be left when it fails in it")
  func ownTransaction() async throws {
    try await Migrating.inNewDatabase { database in
      let error = try await database.failure([
        "1_a.sql": "-- no-transaction\nBEGIN;\nCREATE TABLE a ();\nCREATE TABLE b (id int);\nVACUUM b;\nCOMMIT;"
      ])
      #expect(error?.description.hasPrefix("Migrations/1_a.sql:5:1: error: VACUUM cannot") == true)
      #expect(error?.description.contains("outside of the file's own BEGIN") == true)
      #expect(error?.description.contains("still there") == false)
      #expect(try await database.tables() == [])
    }
  }
}

import MigrationRunner
import Testing

@Suite("A statement that fails without a position")
struct StatementPlaceTests {
  /// The place and the lines shown of a file that fails.
  private func failure(_ text: String) async throws -> [Substring] {
    try await Migrating.inNewDatabase { database in
      let error = try await database.failure(["1_a.sql": text])
      #expect(try await database.tables() == [])
      return error?.description.split(separator: "\n").prefix(3).map { $0 } ?? []
    }
  }

  @Test("is named with its line and column, and shown")
  func place() async throws {
    #expect(
      try await failure("CREATE TABLE a ();\n-- é\n;;\n/* x */ DROP TABLE\n  nope;\nSELECT 1;") == [
        "Migrations/1_a.sql:4:9: error: table \"nope\" does not exist", "/* x */ DROP TABLE", "        ^",
      ])
  }

  @Test(
    "is the right one, whatever the statements before it give back",
    arguments: [
      "", "SELECT 1; ; SELECT 1 WHERE false;", "INSERT INTO ruled VALUES (1);", "DELETE FROM ruled;",
      "UPDATE ruled SET id = 1;",
      "CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT 1; SELECT CASE 1 WHEN 1 THEN 2 END; END; SELECT f();",
      "DO $$ BEGIN PERFORM 1; PERFORM 2; END $$;", "PREPARE p AS INSERT INTO ruled VALUES (2); EXECUTE p;",
      "SAVEPOINT s; ROLLBACK TO s; RELEASE s; LISTEN a; NOTIFY a; EXPLAIN SELECT 1; SHOW work_mem;",
      "CREATE SCHEMA s CREATE TABLE t (id serial PRIMARY KEY) CREATE VIEW v AS SELECT 1; DECLARE c CURSOR FOR SELECT 1; FETCH c;",
      "CREATE PROCEDURE p() LANGUAGE plpgsql AS 'BEGIN RAISE NOTICE ''; a''; END'; CALL p();", "-- only a comment",
    ])
  func before(statements: String) async throws {
    let start = """
      CREATE TABLE ruled (id int);
      CREATE RULE a AS ON INSERT TO ruled DO ALSO (SELECT 'a'; SELECT 'b' WHERE false; SELECT 'c');
      CREATE RULE b AS ON DELETE TO ruled DO INSTEAD NOTHING;
      CREATE RULE c AS ON UPDATE TO ruled WHERE old.id > 5 DO INSTEAD (SELECT 1; DELETE FROM ruled; SELECT 2);
      INSERT INTO ruled VALUES (6);
      """
    let lines = try await failure("\(start)\n\(statements)\n  DROP TABLE nope;\nDROP TABLE other;")
    #expect(lines.first == "Migrations/1_a.sql:7:3: error: table \"nope\" does not exist")
  }

  @Test("is named also where it is the first, and where the server ran none before it refused the text")
  func first() async throws {
    #expect(
      try await failure("\n DROP TABLE nope").first == "Migrations/1_a.sql:2:2: error: table \"nope\" does not exist")
    let unfinished = try await failure("SELECT 1;\nCREATE ASSERTION a CHECK (true);")
    // PostgreSQL 18 says where it is.
    let places = ["Migrations/1_a.sql", "Migrations/1_a.sql:2:1"]
    #expect(
      places.contains { unfinished.first?.hasPrefix("\($0): error: CREATE ASSERTION is not") == true }, "\(unfinished)")
  }

  @Test("is named after the file has committed")
  func afterCommit() async throws {
    try await Migrating.inNewDatabase { database in
      let error = try await database.failure(["1_a.sql": "BEGIN;\nCREATE TABLE a ();\nCOMMIT;\nDROP TABLE nope;"])
      #expect(error?.description.hasPrefix("Migrations/1_a.sql:4:1: error: table \"nope\" does not") == true)
      #expect(error?.description.contains("is still there") == true)
    }
  }
}

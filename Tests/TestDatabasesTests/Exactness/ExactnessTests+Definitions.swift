import LeaseProtocol
import LibPQ
import OwnTestServer
import Testing

@testable import TestDatabases

extension ExactnessTests {
  private static let objects: KeyValuePairs<String, String> = [
    "0001_objects.sql": """
    CREATE TABLE customer (id int PRIMARY KEY, country text); INSERT INTO customer VALUES (1, 'DE');
    CREATE MATERIALIZED VIEW size AS SELECT country, count(*) FROM customer GROUP BY country;
    CREATE UNIQUE INDEX ON size (country);
    CREATE MATERIALIZED VIEW unfilled AS SELECT * FROM customer WITH NO DATA;
    CREATE TYPE mood AS ENUM ('good', 'bad');
    CREATE FUNCTION answer() RETURNS int LANGUAGE sql AS 'SELECT 42';
    COMMENT ON TABLE customer IS 'People'; GRANT SELECT ON customer TO pg_monitor;
    SELECT lo_from_bytea(4711, 'large');
    """
  ]

  @Test("so is every object that it created, altered or dropped")
  func definitions() async throws {
    // Those that fetch a PostgreSQL for themselves have none of its extensions.
    let hasExtensions = try await TestServer.administrate {
      try await $0.query("SELECT FROM pg_available_extensions WHERE name = 'pgcrypto'").rows.count == 1
    }
    try await Playground.open(Self.objects) { playground in
      if hasExtensions { try await playground.expectUndone(.cloned, "CREATE EXTENSION pgcrypto") }
      for statement in [
        "CREATE TABLE made (n serial)", "CREATE TABLE made AS TABLE customer", "DROP TABLE customer CASCADE",
        "ALTER TABLE customer ADD name text", "ALTER TABLE customer RENAME TO client",
        "CREATE INDEX ON customer (country)",
        "CREATE VIEW made AS TABLE customer", "CREATE FUNCTION made() RETURNS int LANGUAGE sql AS 'SELECT 1'",
        "CREATE OR REPLACE FUNCTION answer() RETURNS int LANGUAGE sql AS 'SELECT 43'",
        "ALTER TYPE mood ADD VALUE 'soso'",
        "CREATE SCHEMA made", "CREATE POLICY made ON customer", "CREATE SEQUENCE made",
        "COMMENT ON TABLE customer IS NULL",
        "REVOKE SELECT ON customer FROM pg_monitor", "ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO PUBLIC",
        "CREATE PUBLICATION made FOR TABLE customer",
        "SELECT lo_unlink(4711)", "SELECT lo_create(0)", "SELECT lo_put(4711, 1, 'x')",
        "COMMENT ON LARGE OBJECT 4711 IS 'x'",
      ] {
        try await playground.expectUndone(.cloned, statement)
      }
    }
  }

  @Test("so is a materialized view that it refreshed")
  func materializedViews() async throws {
    try await Playground.open(Self.objects) { playground in
      try await playground.expectUndone(.cloned, "INSERT INTO customer VALUES (2)", "REFRESH MATERIALIZED VIEW size")
      try await playground.expectUndone(
        .cloned, "INSERT INTO customer VALUES (2)", "REFRESH MATERIALIZED VIEW CONCURRENTLY size")
      try await playground.expectUndone(.cloned, "REFRESH MATERIALIZED VIEW unfilled")
    }
  }

  @Test("so are the settings, privileges and limits of the database itself")
  func surroundings() async throws {
    try await Playground.open(Self.objects) { playground in
      for (statement, asSuperuser) in [
        ("ALTER DATABASE %I SET search_path = nowhere", false), ("GRANT CREATE ON DATABASE %I TO PUBLIC", false),
        ("ALTER ROLE CURRENT_USER IN DATABASE %I SET work_mem = '5MB'", false),
        ("ALTER ROLE ALL IN DATABASE %I SET work_mem = '5MB'", true), ("ALTER DATABASE %I CONNECTION LIMIT 99", true),
        ("COMMENT ON DATABASE %I IS 'mine'", false),
      ] {
        try await playground.expectUndone(
          .clonedForItsSurroundings, Self.inItsDatabase(statement), asSuperuser: asSuperuser)
      }
    }
  }

  @Test("so are these where somebody in another database has changed them, while nobody had this one")
  func surroundingsFromElsewhere() async throws {
    try await Playground.open(Self.objects) { playground in
      for statement in [
        "ALTER DATABASE %I SET search_path = nowhere", "GRANT CREATE ON DATABASE %I TO PUBLIC",
        "COMMENT ON DATABASE %I IS 'mine'",
      ] {
        let idle = try await playground.databases.take(.pooled, for: .testing)
        await playground.databases.giveBack(idle, .pooled, for: .testing)
        let before = playground.databases.statistics
        let other = playground.session.database
        let connection = try await Connection.open(playground.server.dsn(database: other))
        let name = try await connection.quoted(identifier: idle.database)
        try await connection.execute(statement.replacing("%I", with: name))
        await connection.close()
        try await playground.session.maintenance.waitUntilUnused(other)
        let next = try await playground.databases.take(.pooled, for: .testing)
        #expect(try await playground.differences(next) == [])
        #expect(Playground.fate(before, playground.databases.statistics) == .clonedForItsSurroundings)
        await playground.databases.giveBack(next, .pooled, for: .testing)
      }
    }
  }

  @Test("so are catalogs that a superuser wrote in")
  func catalogs() async throws {
    try await Playground.open(Self.objects) { playground in
      for statement in [
        "UPDATE pg_proc SET procost = 7 WHERE proname = 'answer'",
        "DELETE FROM pg_description WHERE objoid = 'customer'::regclass",
        "INSERT INTO pg_enum SELECT 900000, 'mood'::regtype, 9, 'x'", "UPDATE pg_largeobject SET data = 'x'",
        // As after a TRUNCATE, but for whose file it is.
        "UPDATE pg_class SET relfilenode = pg_relation_filenode('pg_description') WHERE oid = 'customer'::regclass",
        "UPDATE pg_class SET relfilenode = 4000000 WHERE oid = (SELECT min(indexrelid) FROM pg_index WHERE indexrelid >= 16384)",
        "UPDATE information_schema.sql_features SET comments = 'x'", "CREATE COLLATION made FROM \"C\"",
      ] {
        try await playground.expectUndone(.cloned, statement, asSuperuser: true)
      }
    }
  }

  /// A statement that names the database it is run in.
  static func inItsDatabase(_ statement: String) -> String {
    "DO $do$ BEGIN EXECUTE format($text$\(statement)$text$, current_database()); END $do$"
  }
}

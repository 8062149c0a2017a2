import LibPQ
import OwnTestServer
import Testing

extension ExactnessTests {
  @Test("so are reference rows that it updated, deleted, added to or truncated")
  func referenceRows() async throws {
    try await Playground.open([
      "0001_country.sql": """
      CREATE TABLE country (code text PRIMARY KEY, name text);
      INSERT INTO country VALUES ('DE', 'Germany'), ('FR', NULL), ('NZ', '');
      CREATE TABLE city (name text, country text REFERENCES country ON DELETE CASCADE);
      INSERT INTO city VALUES ('Berlin', 'DE');
      """
    ]) { playground in
      try await playground.expectUndone(.putBack, "UPDATE country SET name = 'x'")
      try await playground.expectUndone(.putBack, "UPDATE country SET code = 'X' WHERE code = 'FR'")
      try await playground.expectUndone(.putBack, "DELETE FROM country")
      try await playground.expectUndone(.putBack, "INSERT INTO country VALUES ('PL')", "DELETE FROM city")
      try await playground.expectUndone(.putBack, "TRUNCATE country CASCADE")
      try await playground.expectUndone(.unchanged, "SELECT * FROM country, city")
    }
  }

  @Test("so are long values")
  func longValues() async throws {
    try await Playground.open([
      "0001_text.sql": """
      CREATE TABLE text (id int, long text);
      INSERT INTO text SELECT 1, string_agg(md5(n::text), '') FROM generate_series(1, 9000) AS n;
      """
    ]) { playground in
      try await playground.expectUndone(.putBack, "UPDATE text SET long = ''")
      try await playground.expectUndone(.putBack, "UPDATE text SET id = 2")
      try await playground.expectUndone(.putBack, "UPDATE text SET long = long || 'x'", "DELETE FROM text")
    }
  }

  @Test("so are rows in tables with foreign keys in a circle, with deferred and with excluding constraints")
  func constraints() async throws {
    try await Playground.open([
      "0001_tables.sql": """
      CREATE TABLE team (id int PRIMARY KEY, captain int);
      CREATE TABLE player (id int PRIMARY KEY, team int REFERENCES team DEFERRABLE INITIALLY DEFERRED);
      ALTER TABLE team ADD FOREIGN KEY (captain) REFERENCES player DEFERRABLE INITIALLY DEFERRED;
      INSERT INTO team VALUES (1, 2); INSERT INTO player VALUES (2, 1);
      CREATE TABLE booking (during tsrange, EXCLUDE USING gist (during WITH &&));
      INSERT INTO booking VALUES ('[2024-01-01,2024-01-02)');
      CREATE TABLE slot (position int UNIQUE DEFERRABLE INITIALLY DEFERRED);
      INSERT INTO slot VALUES (1), (2);
      """
    ]) { playground in
      try await playground.expectUndone(
        .putBack, "BEGIN; INSERT INTO team VALUES (5, 6); INSERT INTO player VALUES (6, 5); COMMIT")
      try await playground.expectUndone(.putBack, "BEGIN; DELETE FROM team; DELETE FROM player; COMMIT")
      try await playground.expectUndone(
        .putBack, "UPDATE booking SET during = during + '1 day'::interval", "DELETE FROM booking")
      try await playground.expectUndone(.putBack, "UPDATE slot SET position = position + 1")
    }
  }

  @Test("so are partitions, children, unlogged tables and tables of odd names")
  func kindsOfTables() async throws {
    try await Playground.open([
      "0001_tables.sql": """
      CREATE TABLE part (n int, t text) PARTITION BY RANGE (n);
      CREATE TABLE part_low PARTITION OF part FOR VALUES FROM (0) TO (10);
      CREATE TABLE part_high PARTITION OF part DEFAULT PARTITION BY LIST (t);
      CREATE TABLE part_high_rest PARTITION OF part_high DEFAULT;
      INSERT INTO part VALUES (1, 'a'), (11, 'b'), (NULL, NULL);
      CREATE TABLE animal (name text);
      CREATE TABLE dog (barks bool) INHERITS (animal);
      INSERT INTO animal VALUES ('cat'); INSERT INTO dog VALUES ('rex', true);
      CREATE UNLOGGED TABLE cache (key text);
      INSERT INTO cache VALUES ('k');
      CREATE SCHEMA "O""d'd ö";
      CREATE TABLE "O""d'd ö"."Ta;ble --" ("Col ""umn" int, "select" text, "generated" serial);
      INSERT INTO "O""d'd ö"."Ta;ble --" VALUES (1, 'it''s');
      """
    ]) { playground in
      try await playground.expectUndone(.putBack, "INSERT INTO part VALUES (5, 'new'), (50, 'new')")
      try await playground.expectUndone(.putBack, "UPDATE part SET n = n + 9")
      try await playground.expectUndone(.putBack, "DELETE FROM part_high")
      try await playground.expectUndone(.putBack, "UPDATE animal SET name = 'x'", "DELETE FROM animal")
      try await playground.expectUndone(.putBack, "DELETE FROM ONLY animal")
      try await playground.expectUndone(.putBack, "DELETE FROM cache", "INSERT INTO cache VALUES ('new')")
      try await playground.expectUndone(.putBack, #"INSERT INTO "O""d'd ö"."Ta;ble --" VALUES (2)"#)
      try await playground.expectUndone(.putBack, "TRUNCATE part")
    }
  }

  @Test("so are values of every kind")
  func kindsOfValues() async throws {
    try await Playground.open([
      "0001_values.sql": """
      CREATE TYPE mood AS ENUM ('good', 'bad'); CREATE TYPE pair AS (a int, b text);
      CREATE DOMAIN positive AS int CHECK (VALUE > 0);
      CREATE TABLE value (e mood[], p pair, d positive, j jsonb, k json, b bytea, f float8, n numeric,
        r int4range, m int4multirange, t timestamptz, i interval, a int[], u uuid, v tsvector, bits bit(3), o regclass);
      INSERT INTO value VALUES ('{good,bad}', '(1,"x, y")', 1, '{"a": 1.50}', '{"b" : 1, "b":2}', '\\x00ff', '-0',
        1.500, '[1,5)', '{[1,2),[4,5)}', 'infinity', '1 mon -1 day', '[3:4]={1,NULL}',
        gen_random_uuid(), 'fat & rat', '101', 'pg_class');
      INSERT INTO value (f, n) VALUES ('NaN', 'Infinity'), (0.1::float8 + 0.2, 'NaN');
      """
    ]) { playground in
      try await playground.expectUndone(.putBack, "UPDATE value SET n = 0")
      try await playground.expectUndone(.putBack, "DELETE FROM value")
    }
  }

  @Test("so is XML, where the server has it")
  func xml() async throws {
    let hasXML = try await TestServer.administrate { connection in
      do {
        return try await connection.query("SELECT '<a/>'::xml").rows.count == 1
      } catch let error as PostgresError where error.sqlState == "0A000" {
        return false
      }
    }
    try await Playground.open([
      "0001_values.sql": hasXML
        ? "CREATE TABLE value (x xml); INSERT INTO value VALUES ('<a/>')"
        : "CREATE TABLE value (x text); INSERT INTO value VALUES ('<a/>')"
    ]) { try await $0.expectUndone(.putBack, "DELETE FROM value") }
  }

  @Test("so are values of a type without a binary form, which a clone brings back")
  func noBinaryForm() async throws {
    try await Playground.open([
      "0001_rights.sql":
        "CREATE TABLE rights (a aclitem); INSERT INTO rights VALUES (makeaclitem(10, 10, 'SELECT', false))"
    ]) { playground in
      try await playground.expectUndone(.clonedForItsTable, "DELETE FROM rights")
    }
  }

  @Test("so are generated columns, and what a function computed for them that has since been replaced")
  func generatedColumns() async throws {
    try await Playground.open([
      "0001_price.sql": """
      CREATE TABLE price (net numeric, gross numeric GENERATED ALWAYS AS (net * 1.19) STORED);
      INSERT INTO price VALUES (100), (NULL);
      CREATE FUNCTION tax(numeric) RETURNS numeric LANGUAGE sql IMMUTABLE AS 'SELECT $1 * 0.16';
      CREATE TABLE old_price (net numeric, tax numeric GENERATED ALWAYS AS (tax(net)) STORED);
      INSERT INTO old_price VALUES (100);
      CREATE OR REPLACE FUNCTION tax(numeric) RETURNS numeric LANGUAGE sql IMMUTABLE AS 'SELECT $1 * 0.19';
      """
    ]) { playground in
      try await playground.expectUndone(.putBack, "UPDATE price SET net = 1", "INSERT INTO price VALUES (5)")
      try await playground.expectUndone(.clonedForItsTable, "INSERT INTO old_price VALUES (200)")
    }
  }
}

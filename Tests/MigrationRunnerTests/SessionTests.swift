import LibPQ
import MigrationRunner
import OwnTestServer
import SQLMigrations
import Testing

@Suite("The session of a file")
struct SessionTests {
  @Test(
    "has nothing of what the file before it did to its own",
    arguments: [
      "SET search_path TO pg_catalog", "SELECT pg_catalog.set_config('search_path', '', false)",
      "SET default_transaction_read_only = on", "SET session_replication_role = replica",
      "SET standard_conforming_strings = off", "SET check_function_bodies = off", "SET my.setting = 'x'",
      "SET ROLE pg_monitor", "SET SESSION AUTHORIZATION pg_monitor",
      "CREATE TEMPORARY TABLE t (); CREATE TEMPORARY SEQUENCE s", "PREPARE p AS SELECT 1", "LISTEN l",
      "SELECT pg_advisory_lock(1)", "DECLARE c CURSOR WITH HOLD FOR SELECT 1",
      "CREATE SEQUENCE s; SELECT nextval('s'); CREATE TABLE pg_temp.x ()",
    ])
  func nothingLeaks(sql: String) async throws {
    try await Migrating.inNewDatabase(owner: TestServer.administrator()) { database in
      let before = try await state(of: database)
      try await database.up(["1_a.sql": sql + ";", "2_b.sql": "CREATE TABLE a ();"])
      #expect(try await database.tables() == ["a"])
      #expect(try await database.applied() == ["1_a", "2_b"])
      #expect(try await state(of: database) == before)
    }
  }

  /// Everything of a session that a file could leave behind.
  private func state(of database: Migrating) async throws -> String? {
    try await database.value(
      """
      SELECT concat_ws(E'\\n',
        session_user, current_user, current_setting('role'),
        (SELECT string_agg(name || '=' || setting, ',' ORDER BY name) FROM pg_settings
         WHERE name NOT IN ('transaction_isolation', 'in_hot_standby')),
        nullif(current_setting('my.setting', true), ''),
        (SELECT count(*) FROM pg_class WHERE relpersistence = 't' AND relkind <> 'i'),
        (SELECT count(*) FROM pg_prepared_statements), (SELECT count(*) FROM pg_cursors),
        (SELECT count(*) FROM pg_listening_channels()),
        (SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid()))
      """)
  }

  @Test("is that of the role which was asked for when connecting, after a file with another")
  func roleOfTheConnection() async throws {
    try await Migrating.inNewDatabase(owner: TestServer.administrator()) { database in
      let suffix = UInt64.random(in: .min ... .max)
      let (owner, other) = ("dbt_owner_\(suffix)", "dbt_other_\(suffix)")
      try await database.connection.execute(
        "CREATE ROLE \(owner); CREATE ROLE \(other); GRANT \(other) TO \(owner);"
          + "GRANT ALL ON SCHEMA public TO PUBLIC;"
          + "ALTER DATABASE \(database.dsn["dbname"] ?? "") OWNER TO \(owner)")
      let connection = try await Connection.open(database.dsn.replacing(["options": "-c role=\(owner)"]))
      _ = try await MigrationRunner(connection: connection).up(
        Migrating.plan([
          "1_a.sql": "CREATE TABLE a ();", "2_b.sql": "SET ROLE \(other); CREATE TABLE b ();",
          "3_c.sql": "SET SESSION AUTHORIZATION \(other);", "4_d.sql": "CREATE TABLE d ();",
          "5_e.sql": "-- no-transaction\nSET ROLE \(other);",
        ]))
      await connection.close()
      let owners = try await database.connection.query(
        """
        SELECT relowner::regrole FROM pg_class
        WHERE relname IN ('a', 'b', 'd', 'migrations') ORDER BY relname
        """)
      #expect(owners.rows.map { $0[0] } == [owner, other, owner, owner])
      #expect(try await database.applied() == ["1_a", "2_b", "3_c", "4_d", "5_e"])
      try await database.connection.execute(
        "REASSIGN OWNED BY \(owner), \(other) TO CURRENT_USER; DROP OWNED BY \(owner), \(other);"
          + "DROP ROLE \(owner), \(other)")
    }
  }
}

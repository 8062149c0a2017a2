import SQLMigrations
import Testing

@Suite("A statement that can't be in a transaction")
struct StatementTraitsTests {
  private func standsAlone(_ text: String) -> Bool? {
    SQLScript(file: "a.sql", text: text).statements.first { _ in true }?.traits.contains(.standsAlone)
  }

  @Test(
    "is known by its words",
    arguments: [
      "VACUUM", "vacuum (full) a", "CREATE INDEX CONCURRENTLY i ON a (b)",
      "create unique /* c */ index concurrently on a (b)",
      "DROP INDEX CONCURRENTLY IF EXISTS i", "REINDEX TABLE CONCURRENTLY a", "REINDEX (VERBOSE, CONCURRENTLY) INDEX i",
      "REINDEX SCHEMA s", "REINDEX (VERBOSE) DATABASE d", "REINDEX SYSTEM d", "CREATE DATABASE d",
      "DROP DATABASE IF EXISTS d",
      "CREATE TABLESPACE t LOCATION '/x'", "DROP TABLESPACE t", "ALTER SYSTEM SET a = 1", "DISCARD ALL", "CLUSTER",
      "CLUSTER VERBOSE",
      "ALTER TABLE a DETACH PARTITION b CONCURRENTLY", "CREATE SUBSCRIPTION s CONNECTION 'x' PUBLICATION p",
      "DROP SUBSCRIPTION s", "ALTER SUBSCRIPTION s REFRESH PUBLICATION", "ALTER DATABASE d SET TABLESPACE t",
      "COMMIT PREPARED 'x'", "DO $$ BEGIN COMMIT; END $$", "DO LANGUAGE plpgsql 'BEGIN ROLLBACK; END'",
    ])
  func alone(text: String) { #expect(standsAlone(text) == true) }

  @Test(
    "is none of those that can",
    arguments: [
      "ANALYZE a", "CREATE INDEX i ON a (concurrently)", "CREATE TABLE vacuum ()", "DROP INDEX i", "REINDEX TABLE a",
      "REINDEX (CONCURRENTLY off) TABLE a", "DISCARD TEMP", "CLUSTER a", "ALTER TABLE a DETACH PARTITION b", "COMMIT",
      "CREATE SUBSCRIPTION s CONNECTION 'x' PUBLICATION p WITH (connect = false)", "SELECT 'VACUUM'", "ROLLBACK TO s",
      "DO $$ BEGIN PERFORM 'commit'; -- rollback\n END $$", "ALTER DATABASE d SET a = 1",
      "ALTER TABLE a ADD concurrently int",
    ])
  func together(text: String) { #expect(standsAlone(text) == false) }
}

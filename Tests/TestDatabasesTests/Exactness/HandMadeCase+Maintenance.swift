extension HandMadeCase {
  /// What changes files, and nothing that can be seen.
  static let maintenance = [
    HandMadeCase("REINDEX of a table", "REINDEX TABLE customer"),
    HandMadeCase("REINDEX of an index, and rows", "REINDEX INDEX customer_mail", "DELETE FROM slot"),
    HandMadeCase("REINDEX that is rolled back", "BEGIN", "REINDEX TABLE country", "DELETE FROM slot", "ROLLBACK"),
    HandMadeCase("REINDEX while others go on", "REINDEX TABLE CONCURRENTLY product"),
    HandMadeCase("REINDEX of a schema", "REINDEX SCHEMA public"),
    HandMadeCase("REINDEX of a catalog", .superuser("REINDEX TABLE pg_catalog.pg_class")),
    HandMadeCase("CLUSTER", "CLUSTER product USING product_pkey"),
    HandMadeCase("VACUUM", "DELETE FROM country", "VACUUM country"),
    HandMadeCase("VACUUM of all", "VACUUM (FREEZE)"),
    HandMadeCase("VACUUM FULL", "UPDATE product SET price = 2", "VACUUM FULL product"),
    HandMadeCase("ANALYZE of one table, and rows", "INSERT INTO visible VALUES ('x')", "ANALYZE visible"),
  ]

  static let privileges = [
    HandMadeCase("privileges on a table", "REVOKE SELECT ON country FROM PUBLIC", "DELETE FROM slot"),
    HandMadeCase(
      "privileges on columns",
      "GRANT SELECT (note) ON customer TO PUBLIC", "REVOKE UPDATE (note) ON customer FROM pg_monitor"),
    HandMadeCase(
      "privileges on what is no table", #"GRANT USAGE ON SCHEMA "Odd ""Name"" ö" TO PUBLIC"#,
      "REVOKE EXECUTE ON FUNCTION note_change() FROM PUBLIC", "GRANT USAGE ON SEQUENCE ticket TO PUBLIC",
      "GRANT SELECT ON LARGE OBJECT 4711 TO PUBLIC", "GRANT USAGE ON TYPE dimensions TO pg_monitor"),
    HandMadeCase(
      "GRANT on a table, and back", "GRANT INSERT ON country TO pg_monitor",
      "REVOKE INSERT ON country FROM pg_monitor", "DELETE FROM slot"),
    HandMadeCase(
      "default privileges", "ALTER DEFAULT PRIVILEGES GRANT EXECUTE ON FUNCTIONS TO pg_monitor",
      "ALTER DEFAULT PRIVILEGES REVOKE SELECT ON TABLES FROM pg_monitor"),
    HandMadeCase(
      "GRANT that is rolled back", "BEGIN", "GRANT ALL ON ALL TABLES IN SCHEMA public TO PUBLIC", "ROLLBACK"),
  ]
}

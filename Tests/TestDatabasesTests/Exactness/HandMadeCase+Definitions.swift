extension HandMadeCase {
  /// What is created and dropped; some of it together, so that nothing is left but what the counters say.
  static let definitions = [
    HandMadeCase("an index created while others go on", "CREATE INDEX CONCURRENTLY ON product (name)"),
    HandMadeCase(
      "a table created and dropped", "CREATE TABLE made (n int)", "INSERT INTO made VALUES (1)", "DROP TABLE made"),
    HandMadeCase(
      "a table created and rolled back, and rows", "BEGIN", "CREATE TABLE made (n int)", "SAVEPOINT s",
      "INSERT INTO slot VALUES (9)", "ROLLBACK"),
    HandMadeCase(
      "a table dropped and created again as it was", "DROP TABLE archive", "CREATE TABLE archive (n int)",
      "INSERT INTO archive VALUES (1)"),
    HandMadeCase("a view's rows computed anew", "DELETE FROM customer", "REFRESH MATERIALIZED VIEW country_size"),
    HandMadeCase(
      "a publication and statistics", "DROP PUBLICATION countries", "CREATE PUBLICATION made FOR TABLE product",
      "CREATE STATISTICS made ON id, name FROM product", "DROP STATISTICS customer_statistics"),
    HandMadeCase(
      "a view and a function replaced, and types", "CREATE OR REPLACE VIEW trusted AS SELECT * FROM customer",
      "CREATE OR REPLACE FUNCTION note_change() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'",
      "CREATE TYPE made AS (n int)", "CREATE DOMAIN made_domain AS made", "ALTER TYPE customer_state ADD VALUE 'lost'"),
    HandMadeCase(
      "policies and rules", "DROP POLICY own_rows ON secret", "CREATE POLICY made ON visible USING (true)",
      "DROP RULE keep ON archive", "CREATE RULE made AS ON INSERT TO slot DO INSTEAD NOTHING", "DELETE FROM archive"),
    HandMadeCase("a schema dropped", #"DROP SCHEMA "Odd ""Name"" ö" CASCADE"#),
    HandMadeCase(
      "a trigger created", "CREATE TRIGGER made AFTER DELETE ON slot FOR EACH ROW EXECUTE FUNCTION note_change()",
      "DELETE FROM slot"),
    HandMadeCase(
      "an event trigger created",
      .superuser("CREATE FUNCTION made() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END'"),
      .superuser("CREATE EVENT TRIGGER made ON ddl_command_end EXECUTE FUNCTION made()"),
      "ALTER TABLE slot ADD made int"),
  ]

  static let largeObjects = [
    HandMadeCase("a large object written and rolled back", "BEGIN", "SELECT lo_put(4711, 2, 'xyz')", "ROLLBACK"),
    HandMadeCase(
      "a large object dropped and created again", "SELECT lo_unlink(4711)", "SELECT lo_from_bytea(4711, 'large')"),
    HandMadeCase("a large object only read", "SELECT lo_get(4711)"),
  ]
}

extension HandMadeCase {
  /// Another definition of what the migrations made.
  static let alterations = [
    HandMadeCase("a table's option", "ALTER TABLE country SET (fillfactor = 70)"),
    HandMadeCase(
      "a table's option, and back", "ALTER TABLE country SET (fillfactor = 70)",
      "ALTER TABLE country RESET (fillfactor)", "UPDATE country SET name = lower(name)"),
    HandMadeCase(
      "an index of another name, and back", "ALTER INDEX customer_mail RENAME TO mails",
      "DELETE FROM purchase", "ALTER INDEX mails RENAME TO customer_mail"),
    HandMadeCase(
      "a view's option, and back", "ALTER VIEW trusted SET (security_barrier)",
      "ALTER VIEW trusted RESET (security_barrier)", "DELETE FROM slot"),
    HandMadeCase(
      "a sequence of another owner, and back", .superuser("ALTER SEQUENCE ticket OWNER TO pg_monitor"),
      .superuser("SELECT nextval('ticket')"),
      .superuser(
        """
        DO $$ BEGIN
          EXECUTE (SELECT format('ALTER SEQUENCE ticket OWNER TO %I', pg_get_userbyid(relowner))
                   FROM pg_class WHERE relname = 'country');
        END $$
        """)),
    HandMadeCase(
      "how columns are stored and sampled", "ALTER TABLE product ALTER name SET STORAGE EXTERNAL",
      "ALTER TABLE product ALTER name SET STATISTICS 7"),
    HandMadeCase("a column added and dropped", "ALTER TABLE product ADD more int", "ALTER TABLE product DROP more"),
    HandMadeCase(
      "a column dropped and rolled back", "BEGIN", "ALTER TABLE product DROP name", "DELETE FROM product", "ROLLBACK"),
    HandMadeCase(
      "a table of another name, and back", "ALTER TABLE slot RENAME TO place", "ALTER TABLE place RENAME TO slot"),
    HandMadeCase("a table of another owner", .superuser("ALTER TABLE slot OWNER TO pg_monitor")),
    HandMadeCase(
      "row security disabled and enabled again", "ALTER TABLE visible DISABLE ROW LEVEL SECURITY",
      "INSERT INTO visible VALUES ('meanwhile')", "ALTER TABLE visible ENABLE ROW LEVEL SECURITY"),
    HandMadeCase("row security enabled", "ALTER TABLE product ENABLE ROW LEVEL SECURITY"),
    HandMadeCase("row security forced", "ALTER TABLE visible FORCE ROW LEVEL SECURITY"),
    HandMadeCase(
      "a trigger disabled, and comments", "ALTER TABLE product DISABLE TRIGGER audited", "DELETE FROM product",
      "COMMENT ON TABLE product IS 'What we sell'", "COMMENT ON COLUMN customer.note IS NULL"),
    HandMadeCase(
      "a partition and a child that are none any more", "ALTER TABLE measurement DETACH PARTITION measurement_2023",
      "ALTER TABLE dog NO INHERIT animal"),
    HandMadeCase("a replica identity", "ALTER TABLE country REPLICA IDENTITY FULL"),
    HandMadeCase("a table that is unlogged now", "ALTER TABLE rated SET UNLOGGED"),
  ]
}

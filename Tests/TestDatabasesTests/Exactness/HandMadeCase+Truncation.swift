extension HandMadeCase {
  /// TRUNCATE moves no counter of the table that it empties, and takes back what the transaction had counted before.
  static let truncations = [
    HandMadeCase("TRUNCATE", "TRUNCATE audit"),
    HandMadeCase("TRUNCATE of a table with reference rows", "TRUNCATE country CASCADE"),
    HandMadeCase("TRUNCATE that a reference forbids", .refused("TRUNCATE country")),
    HandMadeCase("TRUNCATE of an empty table, twice", "TRUNCATE visible", "TRUNCATE visible"),
    HandMadeCase(
      "TRUNCATE that is rolled back", "BEGIN", "INSERT INTO cache VALUES ('before')", "TRUNCATE cache",
      "INSERT INTO cache VALUES ('after')", "ROLLBACK"),
    HandMadeCase(
      "TRUNCATE in a savepoint that is rolled back", "BEGIN", "INSERT INTO cache VALUES ('before')", "SAVEPOINT s",
      "TRUNCATE cache", "INSERT INTO cache VALUES ('in it')", "ROLLBACK TO s", "COMMIT"),
    HandMadeCase(
      "TRUNCATE in a savepoint that is released", "BEGIN", "INSERT INTO cache VALUES ('before')", "SAVEPOINT s",
      "TRUNCATE cache", "RELEASE s", "INSERT INTO cache VALUES ('after')", "COMMIT"),
    HandMadeCase(
      "TRUNCATE twice, the second time in a savepoint that is rolled back", "BEGIN", "TRUNCATE cache", "SAVEPOINT s",
      "INSERT INTO cache VALUES ('in it')", "TRUNCATE cache", "ROLLBACK TO s", "COMMIT"),
    HandMadeCase(
      "TRUNCATE in a block whose exception is caught",
      """
      DO $$ BEGIN
        BEGIN
          TRUNCATE animal;
          RAISE EXCEPTION 'no';
        EXCEPTION WHEN raise_exception THEN INSERT INTO cache VALUES ('caught');
        END;
      END $$
      """),
    HandMadeCase(
      "TRUNCATE twice in one transaction", "BEGIN", "TRUNCATE cache", "INSERT INTO cache VALUES ('between')",
      "TRUNCATE cache", "COMMIT"),
    HandMadeCase(
      "TRUNCATE twice in two transactions", "TRUNCATE cache", "INSERT INTO cache VALUES ('between')", "TRUNCATE cache"),
    HandMadeCase(
      "TRUNCATE of rows of the same transaction, and nothing else", "BEGIN", "INSERT INTO visible VALUES ('gone')",
      "TRUNCATE visible", "COMMIT"),
    HandMadeCase("TRUNCATE of a partition", "TRUNCATE measurement_2023"),
    HandMadeCase(
      "TRUNCATE of a partitioned table", "TRUNCATE measurement",
      "INSERT INTO measurement (day, value) VALUES ('2023-07-07', 7)"),
    HandMadeCase("TRUNCATE of a parent alone", "TRUNCATE ONLY animal"),
    HandMadeCase("TRUNCATE of a parent and its children", "TRUNCATE animal"),
    HandMadeCase("TRUNCATE of tables that refer to each other", "TRUNCATE team, player"),
    HandMadeCase(
      "TRUNCATE with RESTART IDENTITY, then rows", "TRUNCATE machine RESTART IDENTITY",
      "INSERT INTO machine (label) VALUES ('Press'), ('Lathe')"),
    HandMadeCase(
      "TRUNCATE with RESTART IDENTITY that is rolled back", "BEGIN", "INSERT INTO machine (label) VALUES ('before')",
      "TRUNCATE machine RESTART IDENTITY", "INSERT INTO machine (label) VALUES ('after')", "ROLLBACK"),
    HandMadeCase(
      "TRUNCATE with RESTART IDENTITY of all that refers to it", "TRUNCATE product RESTART IDENTITY CASCADE",
      "INSERT INTO product (name) VALUES ('Tea')"),
    HandMadeCase(
      "TRUNCATE, and the same rows again", "TRUNCATE animal", "INSERT INTO animal VALUES (1, 'Cat')",
      "INSERT INTO dog VALUES (2, 'Rex', true)"),
    HandMadeCase(
      "TRUNCATE, and as many other rows", "TRUNCATE animal", "INSERT INTO animal VALUES (1, 'Cow')",
      "INSERT INTO dog VALUES (2, 'Max', true)"),
    HandMadeCase(
      "TRUNCATE, and COPY of rows that are frozen", .superuser("BEGIN"), .superuser("TRUNCATE animal"),
      .superuser("COPY animal FROM PROGRAM 'echo 1,Cow' (FORMAT csv, FREEZE)"), .superuser("COMMIT")),
    HandMadeCase("TRUNCATE of a table whose triggers always fire", "TRUNCATE watched"),
    HandMadeCase("TRUNCATE of a table with rules", "TRUNCATE archive, rated"),
    HandMadeCase("TRUNCATE of a table whose rows its owner does not see", "TRUNCATE secret"),
    HandMadeCase(
      "TRUNCATE, and a definition that is rolled back", "BEGIN", "TRUNCATE cache",
      "ALTER TABLE cache SET (fillfactor = 50)", "ROLLBACK", "TRUNCATE audit"),
    HandMadeCase("TRUNCATE, and REINDEX", "TRUNCATE cache", "REINDEX TABLE cache", "REINDEX TABLE product"),
    HandMadeCase(
      "TRUNCATE of what two clients use", "BEGIN", .second("INSERT INTO cache VALUES ('theirs')"), "TRUNCATE cache",
      .refused(.second("INSERT INTO cache VALUES ('locked out')")), "COMMIT",
      .second("INSERT INTO cache VALUES ('later')")),
    HandMadeCase(
      "TRUNCATE of the information schema", .superuser("TRUNCATE information_schema.sql_features")),
    HandMadeCase(
      "TRUNCATE of a catalog", .superuser("SET allow_system_table_mods = on"),
      .superuser("TRUNCATE pg_catalog.pg_description"), .superuser("RESET allow_system_table_mods")),
    HandMadeCase(
      "TRUNCATE of all large objects", .superuser("SET allow_system_table_mods = on"),
      .superuser("TRUNCATE pg_catalog.pg_largeobject"), .superuser("RESET allow_system_table_mods")),
  ]
}

extension HandMadeCase {
  /// A text that is too random to be compressed, and so is put elsewhere.
  private static func long(_ seed: String) -> String {
    "(SELECT string_agg(md5('\(seed)' || n), '') FROM generate_series(1, 300) AS n)"
  }

  /// These are rows of their own, in a table that belongs to the one they stand in.
  static let longValues = [
    HandMadeCase("a long value inserted", "INSERT INTO customer (mail, note) VALUES ('@', \(long("a")))"),
    HandMadeCase(
      "a long value inserted and deleted", "INSERT INTO customer (mail, note) VALUES ('@', \(long("a")))",
      "DELETE FROM customer WHERE mail = '@'"),
    HandMadeCase("a long value updated", "UPDATE customer SET note = \(long("b")) WHERE id = 2"),
    HandMadeCase("a long value updated to a short one", "UPDATE customer SET note = '' WHERE id = 2"),
    HandMadeCase("a long value left alone, in a row that is updated", "UPDATE customer SET tags = NULL"),
    HandMadeCase("long values deleted", "DELETE FROM customer"),
    HandMadeCase(
      "a long value inserted and rolled back", "BEGIN", "INSERT INTO customer (note) VALUES (\(long("c")))", "ROLLBACK"),
    HandMadeCase(
      "a long value in a table that is emptied then", "UPDATE customer SET note = \(long("d"))",
      "TRUNCATE customer CASCADE", "INSERT INTO customer (note) VALUES (\(long("e")))"),
  ]

  static let rows = [
    HandMadeCase("only looking", "SELECT * FROM customer NATURAL JOIN purchase"),
    HandMadeCase(
      "MERGE with all that it can do",
      """
      MERGE INTO country AS c USING (VALUES ('DE', 'x'), ('NZ', NULL), ('XX', 'new')) AS v (code, name)
        ON c.code = v.code
      WHEN MATCHED AND v.name IS NULL THEN DELETE
      WHEN MATCHED THEN UPDATE SET name = v.name
      WHEN NOT MATCHED THEN INSERT VALUES (v.code, v.name)
      """),
    HandMadeCase(
      "INSERT … ON CONFLICT DO UPDATE",
      "INSERT INTO cache VALUES ('k', 'new'), ('l', 'new') ON CONFLICT (key) DO UPDATE SET value = EXCLUDED.value"),
    HandMadeCase(
      "INSERT … ON CONFLICT DO NOTHING, which still uses up numbers",
      "INSERT INTO machine (id, label) VALUES (1, 'again') ON CONFLICT DO NOTHING"),
    HandMadeCase(
      "DELETE … USING", "DELETE FROM purchase USING customer WHERE customer.id = purchase.customer AND country = 'DE'"),
    HandMadeCase(
      "a row deleted and inserted again as it was", "DELETE FROM cache", "INSERT INTO cache VALUES ('k', 'v')"),
    HandMadeCase("a row updated to what it was", "UPDATE cache SET value = 'v'"),
    HandMadeCase(
      "more rows than are left lying about", "INSERT INTO cache SELECT n, n FROM generate_series(1, 3000) AS n",
      "DELETE FROM cache WHERE key <> 'k'"),
    HandMadeCase("a key updated, and all that refer to it", "UPDATE country SET code = 'D' WHERE code = 'DE'"),
    HandMadeCase("a row deleted, and all that refer to it", "DELETE FROM country WHERE code = 'FR'"),
    HandMadeCase("rows moved from one partition to another", "UPDATE measurement SET day = '2023-06-06'"),
    HandMadeCase(
      "references in a circle", "BEGIN", "INSERT INTO team VALUES (2, 21)", "INSERT INTO player VALUES (21, 2)",
      "COMMIT"),
    HandMadeCase(
      "a constraint that is broken at the end only", "BEGIN", "INSERT INTO player VALUES (31, 31)",
      .refused("COMMIT")),
    HandMadeCase("rows that a trigger adds", "UPDATE product SET price = 7"),
    HandMadeCase("rows that a rule adds, and such as it keeps", "UPDATE rated SET stars = 1", "DELETE FROM archive"),
    HandMadeCase("rows behind a trigger that always fires", "DELETE FROM watched"),
    HandMadeCase("rows that nobody sees", "INSERT INTO visible VALUES ('me')", "DELETE FROM secret"),
    HandMadeCase(
      "rows by way of a view", "UPDATE trusted SET note = 'seen'",
      "INSERT INTO trusted (mail, state) VALUES ('v@v', 'trusted')"),
    HandMadeCase(
      "rows written by a query that reads",
      "WITH gone AS (DELETE FROM dog RETURNING *) INSERT INTO animal SELECT id, name FROM gone"),
    HandMadeCase("an odd table", #"DELETE FROM "Odd ""Name"" ö"."Ta;ble --""#),
    HandMadeCase(
      "rows in a savepoint that is rolled back", "BEGIN", "SAVEPOINT s", "DELETE FROM animal", "ROLLBACK TO s",
      "INSERT INTO slot VALUES (9)", "COMMIT"),
    HandMadeCase("a statement that fails half-way", .refused("UPDATE product SET price = 1 / (id - 2)")),
  ]
}

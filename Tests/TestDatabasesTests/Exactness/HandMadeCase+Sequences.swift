extension HandMadeCase {
  /// Nothing takes a sequence back with the transaction that moved it.
  static let sequences = [
    HandMadeCase("two sequences of one table", "INSERT INTO machine (label) VALUES ('Saw')"),
    HandMadeCase("one of two sequences of one table", "INSERT INTO machine (id, label) VALUES (50, 'Saw')"),
    HandMadeCase("a lonely sequence", "SELECT nextval('ticket')"),
    HandMadeCase("a lonely sequence of an odd name", #"SELECT nextval('"Odd ""Name"" ö"."Se''quence"')"#),
    HandMadeCase("a sequence of a partitioned table", "SELECT nextval('measurement_id_seq')"),
    HandMadeCase("a sequence that begins anew", "SELECT nextval('invoice') FROM generate_series(1, 15)"),
    HandMadeCase("an unlogged sequence", "SELECT nextval('draft'), nextval('draft')"),
    HandMadeCase(
      "nextval that is rolled back", "BEGIN", "SELECT nextval('ticket')",
      "INSERT INTO product (name) VALUES ('Pie')", "ROLLBACK"),
    HandMadeCase("nextval in a statement that fails", .refused("INSERT INTO product (price) VALUES (-1)")),
    HandMadeCase("setval", "SELECT setval('ticket', 77)"),
    HandMadeCase("setval of a value that is to come", "SELECT setval('machine_id_seq', 2, false)"),
    HandMadeCase("setval to where it stood, but for whether that is given out", "SELECT setval('ticket', 40, true)"),
    HandMadeCase("setval to where it stood", "SELECT nextval('ticket')", "SELECT setval('ticket', 40, false)"),
    HandMadeCase("a sequence that is only looked at", "SELECT * FROM ticket"),
    HandMadeCase("RESTART of a sequence", "ALTER SEQUENCE ticket RESTART", "SELECT nextval('ticket')"),
    HandMadeCase(
      "RESTART of a sequence that is rolled back", "BEGIN", "SELECT nextval('ticket')",
      "ALTER SEQUENCE ticket RESTART WITH 500", "SELECT nextval('ticket')", "ROLLBACK"),
    HandMadeCase("RESTART of an identity", "ALTER TABLE machine ALTER revision RESTART WITH 9"),
  ]
}

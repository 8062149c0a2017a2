import Testing

extension ExactnessTests {
  private static let audited: KeyValuePairs<String, String> = [
    "0001_audit.sql": """
    CREATE TABLE audit (what text);
    CREATE FUNCTION note() RETURNS trigger LANGUAGE plpgsql AS
      $$ BEGIN INSERT INTO audit VALUES (TG_OP || ' ' || TG_TABLE_NAME); RETURN NULL; END $$;
    CREATE TABLE product (name text); INSERT INTO product VALUES ('Tea');
    CREATE TRIGGER audited AFTER INSERT OR DELETE ON product FOR EACH ROW EXECUTE FUNCTION note();
    CREATE TRIGGER audited_at_all AFTER DELETE ON product EXECUTE FUNCTION note();
    CREATE TABLE watched (n int); INSERT INTO watched VALUES (1);
    CREATE TRIGGER audited AFTER DELETE ON watched FOR EACH ROW EXECUTE FUNCTION note();
    ALTER TABLE watched ENABLE ALWAYS TRIGGER audited;
    CREATE TABLE replicated (n int);
    CREATE TRIGGER audited AFTER DELETE ON replicated FOR EACH ROW EXECUTE FUNCTION note();
    ALTER TABLE replicated ENABLE REPLICA TRIGGER audited;
    CREATE TABLE part (n int) PARTITION BY LIST (n);
    CREATE TABLE part_rest PARTITION OF part DEFAULT;
    CREATE TRIGGER audited AFTER DELETE ON part FOR EACH ROW EXECUTE FUNCTION note();
    ALTER TABLE part_rest ENABLE ALWAYS TRIGGER audited;
    TRUNCATE audit;
    """,
    "0002_rules.sql": """
    CREATE TABLE archive (n int); INSERT INTO archive VALUES (1);
    CREATE RULE keep AS ON DELETE TO archive DO INSTEAD NOTHING;
    CREATE TABLE rated (n int); INSERT INTO rated VALUES (1);
    CREATE RULE rating_changed AS ON UPDATE TO rated DO ALSO INSERT INTO audit VALUES ('rated');
    CREATE TABLE kept (n int);
    CREATE RULE keep AS ON DELETE TO kept DO INSTEAD NOTHING;
    ALTER TABLE kept ENABLE ALWAYS RULE keep;
    """,
    "0003_policies.sql": """
    CREATE TABLE secret (owner text, value text);
    INSERT INTO secret VALUES (CURRENT_USER, 'mine'), ('somebody', 'theirs');
    ALTER TABLE secret ENABLE ROW LEVEL SECURITY;
    ALTER TABLE secret FORCE ROW LEVEL SECURITY;
    CREATE POLICY own_rows ON secret USING (owner = CURRENT_USER);
    CREATE TABLE hidden (n int); INSERT INTO hidden VALUES (1);
    ALTER TABLE hidden ENABLE ROW LEVEL SECURITY;
    """,
  ]

  @Test("and putting rows back fires no trigger of the user's")
  func triggers() async throws {
    try await Playground.open(Self.audited) { playground in
      try await playground.expectUndone(.putBack, "INSERT INTO product VALUES ('Cake')")
      try await playground.expectUndone(.putBack, "DELETE FROM product", "DELETE FROM audit")
    }
  }

  @Test("and tables whose triggers always fire are cloned")
  func triggersThatAlwaysFire() async throws {
    try await Playground.open(Self.audited) { playground in
      try await playground.expectUndone(.clonedForItsTable, "DELETE FROM watched")
      try await playground.expectUndone(.clonedForItsTable, "INSERT INTO replicated VALUES (1)")
      try await playground.expectUndone(.clonedForItsTable, "INSERT INTO part VALUES (1)")
    }
  }

  @Test("and rules keep no row in, and let none out")
  func rules() async throws {
    try await Playground.open(Self.audited) { playground in
      try await playground.expectUndone(.putBack, "INSERT INTO archive VALUES (2)")
      try await playground.expectUndone(.putBack, "UPDATE rated SET n = 2")
      try await playground.expectUndone(.clonedForItsTable, "INSERT INTO kept VALUES (2)")
    }
  }

  @Test("so are rows that a policy hides, even from their owner")
  func policies() async throws {
    try await Playground.open(Self.audited) { playground in
      try await playground.expectUndone(.putBack, "DELETE FROM secret")
      try await playground.expectUndone(.putBack, "INSERT INTO secret VALUES ('dbtest', 'new')")
      try await playground.expectUndone(.putBack, "DELETE FROM hidden")
      try await playground.expectUndone(.putBack, "DELETE FROM secret", asSuperuser: true)
      try await playground.expectUndone(.cloned, "DROP POLICY own_rows ON secret")
      try await playground.expectUndone(.cloned, "ALTER TABLE secret NO FORCE ROW LEVEL SECURITY")
    }
  }
}

extension HandMadeCase {
  /// What a session has, and what goes with it.
  static let sessions = [
    HandMadeCase(
      "a temporary table", "CREATE TEMPORARY TABLE passing (id serial, t text)",
      "INSERT INTO passing (t) SELECT note FROM customer", "TRUNCATE passing RESTART IDENTITY"),
    HandMadeCase(
      "a temporary table that goes with its transaction, and rows", "BEGIN",
      "CREATE TEMPORARY TABLE passing ON COMMIT DROP AS TABLE country", "DELETE FROM slot", "COMMIT"),
    HandMadeCase(
      "a temporary table in the place of a real one", "CREATE TEMPORARY TABLE cache (key text, value text)",
      "INSERT INTO cache VALUES ('k', 'new')", "DROP TABLE pg_temp.cache", "INSERT INTO cache VALUES ('l')"),
    HandMadeCase(
      "a prepared statement", "PREPARE adding AS INSERT INTO audit (what) VALUES ($1)", "EXECUTE adding('x')"),
    HandMadeCase("LISTEN and NOTIFY", "LISTEN news", "NOTIFY news, 'x'", "INSERT INTO audit (what) VALUES ('heard')"),
    HandMadeCase(
      "advisory locks", "SELECT pg_advisory_lock(4711)", "BEGIN", "SELECT pg_advisory_xact_lock(4712)",
      "DELETE FROM dog", "COMMIT"),
    HandMadeCase(
      "settings", "SET search_path = nowhere", "SET work_mem = '5MB'", "SET my.setting = 'x'",
      "SELECT set_config('my.other', 'y', false)", "SET ROLE NONE", "RESET ROLE",
      "DELETE FROM public.dog"),
    HandMadeCase(
      "settings that forbid writing", "DELETE FROM dog", "SET default_transaction_read_only = on",
      .refused("DELETE FROM animal")),
    HandMadeCase(
      "triggers that a superuser keeps from firing", .superuser("SET session_replication_role = replica"),
      .superuser("DELETE FROM country"), .superuser("DELETE FROM watched")),
    HandMadeCase(
      "a cursor that outlives its transaction", "BEGIN", "DECLARE rest CURSOR WITH HOLD FOR SELECT * FROM customer",
      "DELETE FROM purchase", "COMMIT", "FETCH 1 FROM rest"),
    HandMadeCase(
      "a transaction that is aborted, and ended", "BEGIN", "DELETE FROM animal", "SELECT nextval('ticket')",
      .refused("SELECT 1 / 0"), .refused("DELETE FROM dog"), "COMMIT"),
    HandMadeCase(
      "a transaction that is aborted, and left", "BEGIN", "DELETE FROM animal", "SELECT nextval('ticket')",
      "CREATE TABLE made (n int)", .refused("SELECT 1 / 0")),
    HandMadeCase("a transaction that is left open", "BEGIN", "DELETE FROM animal", "TRUNCATE cache"),
  ]

  /// Two connections of one test.
  static let clients = [
    HandMadeCase(
      "one client rolls back what the other does not see", "BEGIN", "DELETE FROM animal", .second("BEGIN"),
      .second("INSERT INTO animal VALUES (3, 'Owl')"), "SELECT nextval('ticket')", .second("COMMIT"), "ROLLBACK"),
    HandMadeCase(
      "one client locks rows, the other takes the rest", "BEGIN",
      "SELECT * FROM country WHERE code = 'DE' FOR UPDATE",
      .second("DELETE FROM slot WHERE position IN (SELECT position FROM slot FOR UPDATE SKIP LOCKED)"),
      .refused(.second("SELECT * FROM country FOR UPDATE NOWAIT")),
      .refused(.second("UPDATE country SET name = 'x' WHERE code = 'DE'")), "COMMIT"),
    HandMadeCase(
      "one client only locks rows", "BEGIN", "SELECT * FROM country FOR UPDATE",
      "SELECT * FROM customer FOR NO KEY UPDATE", .second("SELECT * FROM product FOR SHARE"), "ROLLBACK"),
    HandMadeCase(
      "two clients that can't both be right", "BEGIN ISOLATION LEVEL REPEATABLE READ", "SELECT * FROM cache",
      .second("UPDATE cache SET value = 'theirs'"), .refused("UPDATE cache SET value = 'mine'"), "ROLLBACK"),
    HandMadeCase(
      "one client writes, the other defines, and rolls back", .second("BEGIN"),
      .second("ALTER TABLE product ADD more int"), "INSERT INTO cache VALUES ('l')", .second("ROLLBACK"),
      "DELETE FROM product"),
    HandMadeCase(
      "one client leaves a transaction open, the other writes", "BEGIN", "INSERT INTO animal VALUES (3, 'Owl')",
      "LOCK TABLE slot", .second("DELETE FROM dog"), .second("SELECT nextval('ticket')")),
    HandMadeCase(
      "one client ends the other", "BEGIN", "DELETE FROM animal", "SELECT nextval('invoice')",
      .superuser(
        """
        SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity
        WHERE datname = current_database() AND state = 'idle in transaction'
        """),
      .refused("COMMIT")),
  ]

  /// What stands about the database itself, where all databases have it.
  static let surroundings = [
    HandMadeCase("a setting of the database", .own("ALTER DATABASE %I SET work_mem = '7MB'")),
    HandMadeCase(
      "a setting made and taken back", .own("ALTER DATABASE %I SET work_mem = '7MB'"),
      .own("ALTER DATABASE %I RESET work_mem"), "DELETE FROM dog"),
    HandMadeCase(
      "a setting of a role there", .own("ALTER ROLE CURRENT_USER IN DATABASE %I SET work_mem = '7MB'"),
      .own("ALTER ROLE ALL IN DATABASE %I SET my.setting = 'x'", as: .superuser)),
    HandMadeCase("a comment on the database", .own("COMMENT ON DATABASE %I IS 'mine'")),
    HandMadeCase(
      "what depends on roles, in a catalog that all databases have",
      .superuser(
        """
        DELETE FROM pg_shdepend USING pg_database
        WHERE datname = current_database() AND dbid = pg_database.oid AND objid = 'slot'::regclass
        """)),
    HandMadeCase("another owner", .own("ALTER DATABASE %I OWNER TO pg_monitor", as: .superuser)),
  ]
}

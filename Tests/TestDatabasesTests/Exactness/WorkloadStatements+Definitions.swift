extension WorkloadStatements {
  private static let odd = ExactnessSchema.oddSchema

  /// What changes the database itself. Much of it can be rolled back, and often is.
  static let definitions = [
    "TRUNCATE country CASCADE", "TRUNCATE audit, cache", "TRUNCATE product RESTART IDENTITY CASCADE",
    "TRUNCATE measurement", "TRUNCATE country",
    "ALTER SEQUENCE ticket RESTART", "ALTER SEQUENCE ticket RESTART WITH «n»", "ALTER SEQUENCE invoice NO CYCLE",
    "CREATE TABLE made«n» (id serial PRIMARY KEY, t text)",
    "CREATE TABLE made«n» AS SELECT * FROM customer",
    "INSERT INTO made«n» (t) VALUES ('«t»')", "DROP TABLE IF EXISTS made«n»",
    "CREATE TEMPORARY TABLE scratch«n» (n int)", "CREATE TEMPORARY TABLE shadow ON COMMIT DROP AS SELECT 1",
    "CREATE UNLOGGED TABLE country_copy AS TABLE country",
    "ALTER TABLE audit ADD COLUMN IF NOT EXISTS more«n» int DEFAULT «n»",
    "ALTER TABLE audit DROP COLUMN what", "ALTER TABLE product ALTER price TYPE float8",
    "ALTER TABLE product DISABLE TRIGGER audited", "ALTER TABLE watched DISABLE TRIGGER ALL",
    "ALTER TABLE cache SET LOGGED", "ALTER TABLE slot RENAME TO place", "ALTER TABLE slot SET SCHEMA \(odd)",
    "ALTER TABLE measurement DETACH PARTITION measurement_2023", "ALTER TABLE dog NO INHERIT animal",
    "ALTER TABLE secret NO FORCE ROW LEVEL SECURITY", "ALTER TABLE country SET (fillfactor = 7«n»)",
    "DROP TABLE audit", "DROP TABLE country CASCADE", "DROP SCHEMA \(odd) CASCADE",
    "DROP INDEX customer_mail", "REINDEX TABLE customer", "CLUSTER product USING product_pkey",
    "CREATE INDEX made_index«n» ON customer (note)", "CREATE INDEX CONCURRENTLY made_late ON product (name)",
    "CREATE VIEW seen«n» AS SELECT * FROM country", "CREATE OR REPLACE VIEW trusted AS SELECT * FROM customer",
    "REFRESH MATERIALIZED VIEW country_size", "REFRESH MATERIALIZED VIEW CONCURRENTLY country_size",
    "CREATE FUNCTION made_function«n»() RETURNS int LANGUAGE sql AS 'SELECT «n»'",
    "CREATE OR REPLACE FUNCTION note_change() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'",
    "CREATE TYPE made_type«n» AS ENUM ('a')", "ALTER TYPE customer_state ADD VALUE IF NOT EXISTS 'n«n»'",
    "ALTER TYPE customer_state RENAME VALUE 'gone' TO 'lost'", "CREATE DOMAIN made_domain AS int",
    "ALTER DOMAIN mail_address DROP CONSTRAINT mail_address_check",
    "CREATE SCHEMA made_schema«n»", "CREATE POLICY made_policy ON secret USING (true)",
    "DROP POLICY own_rows ON secret",
    "CREATE TRIGGER made_trigger AFTER INSERT ON team FOR EACH ROW EXECUTE FUNCTION note_change()",
    "CREATE RULE made_rule AS ON INSERT TO team DO INSTEAD NOTHING",
    "CREATE SEQUENCE made_sequence«n»", "DROP SEQUENCE ticket",
    "CREATE AGGREGATE made_sum(int) (SFUNC = int4pl, STYPE = int)",
    "COMMENT ON TABLE country IS '«t»'", "COMMENT ON COLUMN customer.note IS NULL",
    "GRANT ALL ON customer TO PUBLIC", "REVOKE SELECT ON country FROM PUBLIC",
    "ALTER DEFAULT PRIVILEGES GRANT ALL ON SEQUENCES TO PUBLIC", "DROP OWNED BY CURRENT_USER",
    "CREATE EXTENSION IF NOT EXISTS pgcrypto", "CREATE EXTENSION IF NOT EXISTS hstore",
    "DROP EXTENSION plpgsql CASCADE",
    "DROP PUBLICATION countries", "DROP STATISTICS customer_statistics",
    "ANALYZE", "ANALYZE customer", "VACUUM (FULL, ANALYZE) product",
    "SELECT lo_create(0)", "SELECT lo_from_bytea(0, '«t»')", "SELECT lo_put(4711, 2, 'xyz')",
    "SELECT lo_unlink(4711)", "COMMENT ON LARGE OBJECT 4711 IS '«t»'",
    own("ALTER DATABASE %I SET work_mem = '«n»MB'"), own("ALTER DATABASE %I RESET ALL"),
    own("ALTER DATABASE %I SET search_path = public"),
    own("ALTER ROLE CURRENT_USER IN DATABASE %I SET work_mem = '«n»MB'"),
    own("GRANT CONNECT ON DATABASE %I TO pg_monitor"), own("REVOKE ALL ON DATABASE %I FROM PUBLIC"),
  ]

  /// What only a superuser may do.
  static let superusers = [
    "UPDATE pg_catalog.pg_proc SET procost = «n» WHERE proname = 'note_change'",
    "UPDATE pg_catalog.pg_class SET reloptions = '{fillfactor=5«n»}' WHERE relname = 'country'",
    "DELETE FROM pg_catalog.pg_description WHERE objoid = 'country'::regclass",
    "INSERT INTO pg_catalog.pg_enum SELECT 900000 + «n», 'customer_state'::regtype, 100 + «n», 'catalogued«n»'",
    "UPDATE pg_catalog.pg_index SET indisvalid = false WHERE indrelid = 'product'::regclass",
    "UPDATE pg_catalog.pg_largeobject SET data = 'x'",
    "UPDATE information_schema.sql_features SET is_supported = 'NO' WHERE feature_id = 'B01«n»'",
    "SELECT pg_stat_reset()",
    "SELECT pg_stat_reset_single_table_counters('country'::regclass)",
    "SELECT pg_stat_reset_single_table_counters('ticket'::regclass)",
    "INSERT INTO country VALUES ('S«n»', '«t»'); SELECT pg_stat_reset_single_table_counters('country'::regclass)",
    "INSERT INTO country VALUES ('S«n»', '«t»'); SELECT pg_stat_reset()",
    "SELECT nextval('ticket'); SELECT pg_stat_reset_single_table_counters('ticket'::regclass)",
    "SELECT pg_stat_clear_snapshot()",
    "ALTER TABLE team ENABLE ALWAYS TRIGGER ALL", "ALTER TABLE country OWNER TO pg_monitor",
    "CREATE EVENT TRIGGER made_event ON ddl_command_end EXECUTE FUNCTION note_change()",
    "CREATE EXTENSION IF NOT EXISTS postgres_fdw; CREATE SERVER made_server FOREIGN DATA WRAPPER postgres_fdw",
    "ALTER SYSTEM RESET work_mem",
    "CREATE COLLATION made_collation (provider = icu, locale = 'de')",
    "CREATE ACCESS METHOD made_heap TYPE TABLE HANDLER heap_tableam_handler",
    "CREATE TEXT SEARCH CONFIGURATION made_search (COPY = simple)",
    "CREATE OPERATOR === (LEFTARG = int, RIGHTARG = int, FUNCTION = int4eq)",
    "CREATE CAST (customer_state AS int) WITH INOUT",
    own("ALTER DATABASE %I CONNECTION LIMIT 9«n»"), own("COMMENT ON DATABASE %I IS '«n»'"),
    own("ALTER ROLE ALL IN DATABASE %I SET work_mem = '«n»MB'"),
  ]

  /// A statement that names the database it is run in.
  private static func own(_ statement: String) -> String {
    "DO $do$ BEGIN EXECUTE format($text$\(statement)$text$, current_database()); END $do$"
  }
}

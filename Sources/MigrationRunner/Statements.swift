/// The SQL that the runner itself sends.
///
/// Every name is written with its schema: a migration may have set `search_path` to anything.
enum Statements {
  /// Makes the session as good as a new one, so that nothing one file does to it is there for the next.
  ///
  /// This is `DISCARD ALL` taken apart, since that can't be sent together with anything else.
  /// Source: PostgreSQL manual, "DISCARD".
  static let freshSession = """
    CLOSE ALL;
    \(ownRole);
    RESET ALL;
    DEALLOCATE ALL;
    UNLISTEN *;
    SELECT pg_catalog.pg_advisory_unlock_all();
    DISCARD TEMP;
    DISCARD SEQUENCES
    """

  /// Takes back `SET SESSION AUTHORIZATION` and `SET ROLE`.
  ///
  /// The second statement is for servers without the minor releases of November 2024 (CVE-2024-10978). There
  /// the first makes the session user the current one, also where a role was asked for when connecting.
  static let ownRole = ownRoleStatements.joined(separator: ";\n")

  /// The same, one by one.
  static let ownRoleStatements = ["SET SESSION AUTHORIZATION DEFAULT", "RESET ROLE"]

  /// The same, with a transaction begun after it. In the same one, the file could not choose how it is isolated.
  static let freshSessionAndBegin = """
    BEGIN;
    \(freshSession);
    COMMIT;
    BEGIN
    """

  static let begin = "BEGIN"
  static let commit = "COMMIT"
  static let rollback = "ROLLBACK"

  static let savepoint = "SAVEPOINT swift_db_test"
  static let rollBackToSavepoint = "ROLLBACK TO SAVEPOINT swift_db_test"
  static let releaseSavepoint = "RELEASE SAVEPOINT swift_db_test"

  /// What the role `$1` is like, and whether it has the comment `$2`.
  static let role = """
    SELECT coalesce(pg_catalog.shobj_description(oid, 'pg_authid') OPERATOR(pg_catalog.=) $2, false) AS is_fixed,
      rolsuper AS superuser, rolcreatedb AS createdb, rolcreaterole AS createrole, rolinherit AS inherit,
      rolcanlogin AS login, rolreplication AS replication, rolbypassrls AS bypassrls,
      rolconnlimit AS connection_limit, coalesce(rolvaliduntil < 'infinity', false) AS expires
    FROM pg_catalog.pg_roles WHERE rolname = $1
    """

  /// Whether the role `$1`, which has the comment `$2` or not, is needed: in this database or in all, or in others. Databases, too, are
  /// in all, and their privileges; those of others are others' concern. No row where there is no such role.
  static let needsOfRole = """
    SELECT coalesce(pg_catalog.bool_or(is_here), false) AS here, coalesce(pg_catalog.bool_or(NOT is_here), false) AS elsewhere,
      coalesce(pg_catalog.shobj_description(r.oid, 'pg_authid') OPERATOR(pg_catalog.=) $2, false) AS is_fixed
    FROM pg_catalog.pg_roles AS r
    JOIN pg_catalog.pg_database AS own ON own.datname = pg_catalog.current_database()
    LEFT JOIN pg_catalog.pg_shdepend AS d ON d.refclassid = 'pg_catalog.pg_authid'::pg_catalog.regclass AND d.refobjid = r.oid
    LEFT JOIN LATERAL (
      SELECT CASE
        WHEN d.classid = 'pg_catalog.pg_database'::pg_catalog.regclass THEN d.objid = own.oid
        ELSE d.dbid IN (0, own.oid)
      END
    ) AS place (is_here) ON d.refobjid IS NOT NULL
    WHERE r.rolname = $1
    GROUP BY r.oid
    """

  /// Drops a role, whose name is quoted.
  static func dropRole(_ name: String) -> String { "DROP ROLE \(name)" }

  /// Has what was put off until the commit checked now, in the role of the file that caused it.
  static let checkNow = "SET CONSTRAINTS ALL IMMEDIATE"

  /// Whether the table of applied migrations is there.
  static let hasTable = "SELECT pg_catalog.to_regclass('swift_db_test.migrations') IS NOT NULL AS found"

  /// The table of applied migrations.
  ///
  /// It has a schema of its own, so that it is no one's table in `public`: tests list, truncate and compare
  /// tables there. It has no sequence, since that would be one more that a test could be blamed for, and
  /// collation "C", which no library upgrade changes.
  static let createTable = """
    CREATE SCHEMA IF NOT EXISTS swift_db_test;
    COMMENT ON SCHEMA swift_db_test IS 'Kept by swift-db-test';
    CREATE TABLE swift_db_test.migrations (
      version pg_catalog.text COLLATE pg_catalog."C" PRIMARY KEY,
      name pg_catalog.text COLLATE pg_catalog."C" NOT NULL,
      checksum pg_catalog.text COLLATE pg_catalog."C" NOT NULL,
      ordinal pg_catalog.int4 NOT NULL UNIQUE,
      applied_at pg_catalog.timestamptz NOT NULL DEFAULT pg_catalog.clock_timestamp(),
      milliseconds pg_catalog.float8 NOT NULL
    );
    COMMENT ON TABLE swift_db_test.migrations IS
      'Applied migrations in the order of "ordinal"; "checksum" is the SHA-256 of the file with LF line ends'
    """

  static let applied = """
    SELECT version, name, checksum, applied_at, milliseconds
    FROM swift_db_test.migrations
    ORDER BY ordinal
    """

  /// Adds an entry, of which the values are literals.
  static func insert(version: String, name: String, checksum: String, milliseconds: Double) -> String {
    """
    INSERT INTO swift_db_test.migrations (version, name, checksum, milliseconds, ordinal)
    SELECT \(version), \(name), \(checksum), \(milliseconds), 1 + coalesce(pg_catalog.max(ordinal), 0)
    FROM swift_db_test.migrations
    """
  }

  /// Takes one out again, of which the version is a literal.
  static func delete(version: String) -> String {
    "DELETE FROM swift_db_test.migrations WHERE version = \(version)"
  }

  /// The sources of procedures with these names, which are literals.
  static func procedures(_ names: [String]) -> String {
    """
    SELECT prosrc FROM pg_catalog.pg_proc
    WHERE prokind OPERATOR(pg_catalog.=) 'p' AND proname OPERATOR(pg_catalog.=) ANY (ARRAY[\(names.joined(separator: ", "))]::pg_catalog.name[])
    """
  }

  /// Schemas, extensions, and the objects in schemas that are nobody else's part: not an index of a table, nor what
  /// belongs to an extension. 16384 is the first number (oid) that is not the system's own.
  static let leftovers = """
    WITH objects AS (
      SELECT 'pg_catalog.pg_namespace'::pg_catalog.regclass AS class, oid, oid AS schema
      FROM pg_catalog.pg_namespace
      UNION ALL SELECT 'pg_catalog.pg_extension'::pg_catalog.regclass, oid, extnamespace FROM pg_catalog.pg_extension
      UNION ALL SELECT 'pg_catalog.pg_class'::pg_catalog.regclass, oid, relnamespace FROM pg_catalog.pg_class
      UNION ALL SELECT 'pg_catalog.pg_proc'::pg_catalog.regclass, oid, pronamespace FROM pg_catalog.pg_proc
      UNION ALL SELECT 'pg_catalog.pg_type'::pg_catalog.regclass, oid, typnamespace FROM pg_catalog.pg_type
    )
    SELECT pg_catalog.pg_describe_object(o.class, o.oid, 0) AS object
    FROM objects AS o
    JOIN pg_catalog.pg_namespace AS n ON n.oid = o.schema
    WHERE o.oid >= 16384 AND n.nspname NOT IN ('swift_db_test', 'pg_toast') AND n.nspname NOT LIKE 'pg\\_temp\\_%'
      AND n.nspname NOT LIKE 'pg\\_toast\\_temp\\_%'
      AND NOT EXISTS (
        SELECT 1 FROM pg_catalog.pg_depend AS d
        WHERE d.classid = o.class AND d.objid = o.oid AND d.deptype IN ('i', 'e', 'a'))
    ORDER BY object
    LIMIT 5
    """
}

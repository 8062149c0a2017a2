/// The statements about templates.
///
/// What takes no parameters in PostgreSQL is put in quoted, by `PQescapeIdentifier` or `PQescapeLiteral`.
enum TemplateStatements {
  /// What makes a difference to every database that is made on a server: its version, what a new database gets from
  /// `template0`, and what the owner may do and has set.
  static let facts = """
    SELECT pg_catalog.current_setting('server_version_num') AS version,
      pg_catalog.pg_encoding_to_char(d.encoding) AS encoding, d.datcollate AS collate, d.datctype AS ctype,
      d.datlocprovider AS provider, pg_catalog.pg_database_collation_actual_version(d.oid) AS collation_version,
      r.rolsuper AS superuser, r.rolconfig AS settings,
      (SELECT s.setconfig FROM pg_catalog.pg_db_role_setting AS s WHERE s.setdatabase = 0 AND s.setrole = 0) AS defaults
    FROM pg_catalog.pg_database AS d
    LEFT JOIN pg_catalog.pg_roles AS r ON r.rolname = $1
    WHERE d.datname = 'template0'
    """

  static let factColumns = [
    "version", "encoding", "collate", "ctype", "provider", "collation_version", "superuser", "settings", "defaults",
  ]

  /// Whether others hold or want the right to build a template, which is an advisory lock; in any database.
  static let otherClaims = """
    SELECT pg_catalog.count(*)
    FROM pg_catalog.pg_locks
    WHERE locktype = 'advisory' AND objsubid = 2 AND pid <> pg_catalog.pg_backend_pid()
      AND classid = ($1::bigint)::oid AND objid = ($2::bigint)::oid
    """

  static let leaveClaim = "SELECT pg_catalog.pg_advisory_unlock($1, $2)"

  /// The first key of these locks; the second is the beginning of the template's fingerprint.
  static let claimClass: Int32 = 1_684_174_965

  /// The tables in which rows were written since the database came into being, quoted, and catalogs in which at least so many
  /// were: what a template that it began with holds has been vacuumed already.
  ///
  /// Not the catalogs that all databases share: those that vacuum these at the same time wait for each other, 5 s for each one
  /// that is to be cut short.
  static let written = """
    WITH counted AS (
      SELECT oid, relname, relnamespace,
        pg_catalog.pg_stat_get_tuples_inserted(oid) + pg_catalog.pg_stat_get_tuples_updated(oid)
          + pg_catalog.pg_stat_get_tuples_deleted(oid) AS rows
      FROM pg_catalog.pg_class
      WHERE relkind IN ('r', 'm') AND NOT relisshared AND relpersistence <> 't'
    ),
    written AS (
      SELECT oid, relname, relnamespace FROM counted
      WHERE rows >= CASE WHEN relnamespace = 'pg_catalog'::regnamespace THEN $1::bigint ELSE 1 END
    )
    SELECT pg_catalog.format('%I.%I', n.nspname, c.relname) AS name, n.nspname = 'pg_catalog' AS is_catalog
    FROM (
      SELECT oid, relname, relnamespace FROM written
      UNION ALL
      SELECT p.oid, p.relname, p.relnamespace FROM pg_catalog.pg_class AS p
      WHERE p.relkind = 'p'
        AND EXISTS (SELECT FROM pg_catalog.pg_partition_tree(p.oid) AS t JOIN written AS w ON w.oid = t.relid)
    ) AS c
    JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
    ORDER BY c.oid
    """

  /// So many rows in a catalog are worth the time that it takes to vacuum it, which is 10 ms: those of a new table are not.
  static let manyCatalogRows = 200

  /// Vacuums tables, whose names are quoted.
  ///
  /// - Parameter analyzes: Whether to say to the planner what is in them. Of catalogs it knows as much as it needs, and to look at
  ///   these takes six times as long as all else.
  static func vacuum(_ tables: [String], analyzes: Bool) -> String {
    "VACUUM (FREEZE\(analyzes ? ", ANALYZE" : "")) \(tables.joined(separator: ", "))"
  }

  /// What a new database must not be without, and that is not in it: roles, with what they are like, and tablespaces.
  static let clusterObjects = """
    SELECT 'role ' || rolname AS name,
      pg_catalog.concat_ws(' ', rolsuper, rolcreatedb, rolcreaterole, rolinherit, rolcanlogin, rolreplication, rolbypassrls,
        rolconnlimit, pg_catalog.date_part('epoch', rolvaliduntil)) AS likeness
    FROM pg_catalog.pg_roles
    UNION ALL
    SELECT 'tablespace ' || spcname, '' FROM pg_catalog.pg_tablespace
    """

  /// The tables whose rows the server throws away when it has crashed, quoted.
  static let unloggedTables = """
    SELECT pg_catalog.format('%I.%I', n.nspname, c.relname) AS name
    FROM pg_catalog.pg_class AS c
    JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
    WHERE c.relkind = 'r' AND c.relpersistence = 'u'
    """

  /// Lets nobody in any more, so that it stays as it is, and gives it its name and its mark. A name is quoted, and so is the
  /// mark.
  static func publish(_ name: String, as template: String, mark: String) -> [String] {
    [
      "BEGIN", Statements.rename(name, to: template), Statements.comment(template, mark),
      "ALTER DATABASE \(template) WITH ALLOW_CONNECTIONS false", "ALTER DATABASE \(template) WITH IS_TEMPLATE true",
      "COMMIT",
    ]
  }

  /// The size of a database in bytes.
  static let size = "SELECT pg_catalog.pg_database_size($1::name)"
}

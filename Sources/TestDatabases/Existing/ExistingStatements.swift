internal import MigrationRunner

/// The statements about a database that the user gave.
///
/// What takes no parameters in PostgreSQL is put in quoted, by `PQescapeLiteral` or by the server.
enum ExistingStatements {
  /// The schema of a mark of its own: that of what a database says of its migrations.
  static let markSchema = MigrationRunner.schema

  /// The database, its comment, whether we may set that, and whether there is a table that we have made for a mark: what
  /// others write into one of theirs proves nothing.
  static let itself = """
    SELECT d.oid, d.datname AS name, pg_catalog.shobj_description(d.oid, 'pg_database') AS comment,
      pg_catalog.pg_has_role(d.datdba, 'USAGE') AS owned, pg_catalog.pg_get_userbyid(d.datdba) AS owner,
      pg_catalog.has_database_privilege(d.oid, 'CREATE') AS may_create, current_user AS role,
      EXISTS (
        SELECT FROM pg_catalog.pg_class AS c
        JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
        JOIN pg_catalog.pg_roles AS r ON r.rolname = current_user
        WHERE n.nspname = '\(markSchema)' AND c.relname = 'mark' AND c.relkind = 'r' AND c.relowner = r.oid
          AND n.nspowner = r.oid
      ) AS has_table
    FROM pg_catalog.pg_database AS d
    WHERE d.datname = pg_catalog.current_database()
    """

  static let schemas = """
    SELECT nspname AS name FROM pg_catalog.pg_namespace
    WHERE nspname <> 'information_schema' AND nspname NOT LIKE 'pg\\_%'
    """

  static let extensions = "SELECT extname AS name FROM pg_catalog.pg_extension"

  /// A mark of its own inside, for who may not comment on the database: all of it in one transaction. The content is quoted.
  static func makeMark(_ content: String) -> String {
    """
    CREATE SCHEMA IF NOT EXISTS \(markSchema);
    CREATE TABLE \(markSchema).mark (content pg_catalog.text NOT NULL);
    INSERT INTO \(markSchema).mark (content) VALUES (\(content))
    """
  }
  static let readMark = "SELECT content FROM \(markSchema).mark"

  /// One session at a time looks whether the database is free; never waited for.
  static let takeClaim = "SELECT pg_catalog.pg_try_advisory_lock($1, 0)"
  static let leaveClaim = "SELECT pg_catalog.pg_advisory_unlock($1, 0)"
  /// Not that of migrations by hand, `Statements.takeMigrationLock`.
  static let claimClass: Int32 = 1_684_174_967

  /// Everything in a database that somebody made, each as `DROP` names it: what belongs to an extension, to another object or
  /// to the system is not among it, nor are the schemas `$1` and the extensions `$2`, and of the schema `$3`, where that is
  /// no NULL, nothing.
  ///
  /// 16384 is the first number (oid) that is not the system's own; that has no large objects, which may be given any number,
  /// and its schemas are known by their names: `public` may have got another one.
  static let objects = """
    WITH objects AS (
      SELECT 'pg_catalog.pg_namespace'::pg_catalog.regclass AS class, oid, nspname AS schema, 9 AS place
      FROM pg_catalog.pg_namespace WHERE nspname <> ALL ($1::pg_catalog.text[])
      UNION ALL SELECT 'pg_catalog.pg_extension'::pg_catalog.regclass, oid, NULL, 8
      FROM pg_catalog.pg_extension WHERE extname <> ALL ($2::pg_catalog.text[])
      UNION ALL SELECT 'pg_catalog.pg_event_trigger'::pg_catalog.regclass, oid, NULL, 0 FROM pg_catalog.pg_event_trigger
      UNION ALL SELECT 'pg_catalog.pg_publication'::pg_catalog.regclass, oid, NULL, 1 FROM pg_catalog.pg_publication
      UNION ALL SELECT 'pg_catalog.pg_foreign_data_wrapper'::pg_catalog.regclass, oid, NULL, 7
      FROM pg_catalog.pg_foreign_data_wrapper
      UNION ALL SELECT 'pg_catalog.pg_foreign_server'::pg_catalog.regclass, oid, NULL, 6 FROM pg_catalog.pg_foreign_server
      UNION ALL SELECT 'pg_catalog.pg_cast'::pg_catalog.regclass, oid, NULL, 2 FROM pg_catalog.pg_cast
      UNION ALL SELECT 'pg_catalog.pg_transform'::pg_catalog.regclass, oid, NULL, 2 FROM pg_catalog.pg_transform
      UNION ALL SELECT 'pg_catalog.pg_am'::pg_catalog.regclass, oid, NULL, 7 FROM pg_catalog.pg_am
      UNION ALL SELECT 'pg_catalog.pg_language'::pg_catalog.regclass, oid, NULL, 7 FROM pg_catalog.pg_language
      UNION ALL SELECT 'pg_catalog.pg_largeobject'::pg_catalog.regclass, oid, NULL, 1
      FROM pg_catalog.pg_largeobject_metadata
      UNION ALL SELECT o.class, o.oid, n.nspname, o.place
      FROM (
        SELECT 'pg_catalog.pg_class'::pg_catalog.regclass AS class, oid, relnamespace AS namespace, 3 AS place
        FROM pg_catalog.pg_class WHERE relkind IN ('r', 'p', 'v', 'm', 'S', 'f')
        UNION ALL SELECT 'pg_catalog.pg_proc'::pg_catalog.regclass, oid, pronamespace, 4 FROM pg_catalog.pg_proc
        UNION ALL SELECT 'pg_catalog.pg_type'::pg_catalog.regclass, oid, typnamespace, 5 FROM pg_catalog.pg_type
        UNION ALL SELECT 'pg_catalog.pg_operator'::pg_catalog.regclass, oid, oprnamespace, 4 FROM pg_catalog.pg_operator
        UNION ALL SELECT 'pg_catalog.pg_opclass'::pg_catalog.regclass, oid, opcnamespace, 4 FROM pg_catalog.pg_opclass
        UNION ALL SELECT 'pg_catalog.pg_opfamily'::pg_catalog.regclass, oid, opfnamespace, 5 FROM pg_catalog.pg_opfamily
        UNION ALL SELECT 'pg_catalog.pg_collation'::pg_catalog.regclass, oid, collnamespace, 5 FROM pg_catalog.pg_collation
        UNION ALL SELECT 'pg_catalog.pg_conversion'::pg_catalog.regclass, oid, connamespace, 4 FROM pg_catalog.pg_conversion
        UNION ALL SELECT 'pg_catalog.pg_statistic_ext'::pg_catalog.regclass, oid, stxnamespace, 2
        FROM pg_catalog.pg_statistic_ext
        UNION ALL SELECT 'pg_catalog.pg_ts_config'::pg_catalog.regclass, oid, cfgnamespace, 4 FROM pg_catalog.pg_ts_config
        UNION ALL SELECT 'pg_catalog.pg_ts_dict'::pg_catalog.regclass, oid, dictnamespace, 5 FROM pg_catalog.pg_ts_dict
        UNION ALL SELECT 'pg_catalog.pg_ts_parser'::pg_catalog.regclass, oid, prsnamespace, 5 FROM pg_catalog.pg_ts_parser
        UNION ALL SELECT 'pg_catalog.pg_ts_template'::pg_catalog.regclass, oid, tmplnamespace, 6
        FROM pg_catalog.pg_ts_template
      ) AS o
      JOIN pg_catalog.pg_namespace AS n ON n.oid = o.namespace
    )
    SELECT i.type, i.identity, o.oid
    FROM objects AS o
    CROSS JOIN LATERAL pg_catalog.pg_identify_object(o.class, o.oid, 0) AS i
    WHERE (o.oid >= 16384 OR o.class = 'pg_catalog.pg_largeobject'::pg_catalog.regclass
        OR o.class = 'pg_catalog.pg_namespace'::pg_catalog.regclass AND o.schema <> 'information_schema')
      AND coalesce(o.schema, '') NOT LIKE 'pg\\_%'
      AND ($3::pg_catalog.text IS NULL OR o.schema IS DISTINCT FROM $3::pg_catalog.text) AND i.identity IS NOT NULL
      AND NOT EXISTS (
        SELECT FROM pg_catalog.pg_depend AS d
        WHERE d.classid = o.class AND d.objid = o.oid AND d.deptype IN ('i', 'e', 'a'))
    ORDER BY o.place, o.oid
    """

  /// Drops one of these. Its identity is quoted by the server.
  static func drop(type: String, identity: String, oid: String) -> String {
    switch type {
    case "large object": "SELECT pg_catalog.lo_unlink(\(oid)::pg_catalog.oid)"
    case "statistics object": "DROP STATISTICS IF EXISTS \(identity)"
    case "foreign-data wrapper": "DROP FOREIGN DATA WRAPPER IF EXISTS \(identity) CASCADE"
    default: "DROP \(type) IF EXISTS \(identity) CASCADE"
    }
  }

  /// Whoever holds a session's advisory lock: the sessions' own connections, of the one that has the database and of those
  /// that wait for it.
  static let keepers = """
    SELECT l.pid FROM pg_catalog.pg_locks AS l
    WHERE l.locktype = 'advisory' AND l.objsubid = 2 AND l.granted AND l.classid = \(Statements.lockClass)::bigint::oid
    """

  /// Ends the clients of the database but for those of this tool.
  static let endClients = """
    SELECT pg_catalog.pg_terminate_backend(pid)
    FROM pg_catalog.pg_stat_activity
    WHERE datname = pg_catalog.current_database() AND backend_type = 'client backend'
      AND pid <> pg_catalog.pg_backend_pid() AND application_name NOT LIKE '\(Maintenance.applicationPrefix)%'
    """

  static let countClients = """
    SELECT pg_catalog.count(*)
    FROM pg_catalog.pg_stat_activity
    WHERE datname = $1 AND pid <> pg_catalog.pg_backend_pid() AND pid NOT IN (\(keepers))
    """
}

/// The statements with which members of the pool are looked at and put back.
///
/// Names come from the server's `quote_ident`, by way of `format('%I')`; what else is put in are numbers.
enum PoolStatements {
  /// Every relation that stores rows, the partitions of partitioned tables among them.
  ///
  /// A table is not put back by DELETE where that would do something else: under a trigger or rule that fires
  /// in replica mode (`tgenabled`, `ev_enabled` of `R` or `A`), under row security that holds for us, too; nor is
  /// a materialized view, whose rows are a query's.
  static let tables = """
    SELECT c.oid, c.reltoastrelid AS toast, pg_catalog.format('%I.%I', n.nspname, c.relname) AS name,
      pg_catalog.pg_relation_size(c.oid) AS size,
      c.relkind = 'r' AND NOT pg_catalog.row_security_active(c.oid) AS shows_rows,
      (SELECT pg_catalog.string_agg(pg_catalog.format('%I::text IS DISTINCT FROM (%s)::text', a.attname,
                                    pg_catalog.pg_get_expr(d.adbin, d.adrelid)), ' OR ')
       FROM pg_catalog.pg_attribute AS a
       JOIN pg_catalog.pg_attrdef AS d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
       WHERE a.attrelid = c.oid AND a.attgenerated <> '') AS recomputed,
      c.relkind = 'r'
        AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_trigger AS t
                        WHERE t.tgrelid = c.oid AND t.tgenabled IN ('A', 'R'))
        AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_rewrite AS w
                        WHERE w.ev_class = c.oid AND w.ev_enabled IN ('A', 'R'))
        AND NOT pg_catalog.row_security_active(c.oid) AS allows_delete,
      c.relkind = 'r'
        -- 32: TRIGGER_TYPE_TRUNCATE
        AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_trigger AS t
                        WHERE t.tgrelid = c.oid AND t.tgtype & 32 <> 0) AS allows_truncate
    FROM pg_catalog.pg_class AS c
    JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
    WHERE c.relkind IN ('r', 'm') AND c.relpersistence <> 't'
      AND n.nspname NOT IN ('pg_catalog', 'pg_toast', 'information_schema')
    ORDER BY c.oid
    """

  /// Which table refers to which.
  static let references = """
    SELECT DISTINCT conrelid AS referring, confrelid AS referred
    FROM pg_catalog.pg_constraint
    WHERE contype = 'f' AND conrelid <> confrelid
    """

  /// Which table an index is of, or holds its long values elsewhere, with an index of their own.
  static let parts = """
    SELECT i.indexrelid AS part, coalesce(o.oid, i.indrelid) AS whole
    FROM pg_catalog.pg_index AS i
    LEFT JOIN pg_catalog.pg_class AS o ON o.reltoastrelid = i.indrelid
    UNION ALL
    SELECT c.reltoastrelid, c.oid FROM pg_catalog.pg_class AS c WHERE c.reltoastrelid <> 0
    """

  static let sequences = """
    SELECT c.oid, pg_catalog.format('%I.%I', n.nspname, c.relname) AS name,
      (SELECT d.refobjid FROM pg_catalog.pg_depend AS d
       WHERE d.classid = 'pg_catalog.pg_class'::regclass AND d.objid = c.oid
         AND d.refclassid = 'pg_catalog.pg_class'::regclass AND d.deptype IN ('a', 'i')) AS owner
    FROM pg_catalog.pg_class AS c
    JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
    WHERE c.relkind = 'S' AND c.relpersistence <> 't'
    ORDER BY c.oid
    """

  /// Where sequences stand. `pg_sequence_last_value` would say nothing after `setval(…, false)`.
  static func positions(_ sequences: [(oid: String, name: String)]) -> String {
    sequences.map { "SELECT \($0.oid)::oid AS oid, last_value, is_called FROM \($0.name)" }
      .joined(separator: "\nUNION ALL\n")
  }

  /// Whether any function may set a setting whose name has a point in it, or anything that is kept as a tree, as views and
  /// defaults are.
  static let functionsSetSettings = #"""
    SELECT EXISTS (
      SELECT FROM pg_catalog.pg_proc AS p
      JOIN pg_catalog.pg_namespace AS n ON n.oid = p.pronamespace
      WHERE n.nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast')
        AND (p.prosrc ~* 'set_config|\mset\M(\s+(session|local))?\s+"?[[:alnum:]_$]+"?\s*\.'
          OR p.prosrc ~* '''set\M(\s+(session|local))?\s*(''|%)'
          OR p.proconfig::text ~ '[[:alnum:]_]\.[^=,]*='))
    OR EXISTS (
      SELECT FROM (
        SELECT prosqlbody::text FROM pg_catalog.pg_proc WHERE prosqlbody IS NOT NULL
        UNION ALL SELECT ev_action::text FROM pg_catalog.pg_rewrite WHERE ev_class >= 16384
        UNION ALL SELECT adbin::text FROM pg_catalog.pg_attrdef
        UNION ALL SELECT conbin::text FROM pg_catalog.pg_constraint WHERE conbin IS NOT NULL
        UNION ALL SELECT tgqual::text FROM pg_catalog.pg_trigger
        UNION ALL SELECT pg_catalog.concat(polqual, polwithcheck) FROM pg_catalog.pg_policy) AS t (tree)
      WHERE tree LIKE '%:funcid ' || 'pg_catalog.set_config'::regproc::oid || ' %')
    """#

  /// Ends one connection to this database: a process that has gone may have left its number to somebody else's.
  static let end = """
    SELECT pg_catalog.pg_terminate_backend(pid) FROM pg_catalog.pg_stat_activity
    WHERE pid = $1 AND datname = pg_catalog.current_database()
    """

  static let abilities = """
    SELECT pg_catalog.current_setting('max_prepared_transactions') <> '0' AS prepares,
      pg_catalog.current_setting('wal_level') = 'logical' AS logical
    """

  static let ownProcess = "SELECT pg_catalog.pg_backend_pid()"

  /// Every table with rows in it but the record of migrations; partitions are emptied with the table they are of.
  static let tablesWithRows = """
    SELECT pg_catalog.format('%I.%I', n.nspname, c.relname) AS name
    FROM pg_catalog.pg_class AS c
    JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
    WHERE c.relkind = 'r' AND c.relpersistence <> 't' AND pg_catalog.pg_relation_size(c.oid) > 0
      AND n.nspname NOT IN ('pg_catalog', 'pg_toast', 'information_schema', 'swift_db_test')
    ORDER BY c.oid
    """

  static func truncate(_ tables: [String]) -> String { "TRUNCATE \(tables.joined(separator: ", ")) CASCADE" }

  static func hasRows(_ table: String, _ condition: String = "true") -> String {
    "SELECT EXISTS (SELECT FROM ONLY \(table) WHERE \(condition))"
  }

  /// All columns but generated ones, which COPY leaves out by itself.
  static func copyOut(_ table: String) -> String { "COPY \(table) TO STDOUT (FORMAT binary)" }
  static func copyIn(_ table: String) -> String { "COPY \(table) FROM STDIN (FORMAT binary)" }

  /// Fails where another table refers to one of these and is not among them.
  static func truncateOnly(_ tables: [String]) -> String {
    "TRUNCATE " + tables.map { "ONLY \($0)" }.joined(separator: ", ")
  }

  static func delete(_ table: String) -> String { "DELETE FROM ONLY \(table)" }

  static func vacuum(_ table: String) -> String { "VACUUM (TRUNCATE, INDEX_CLEANUP ON) \(table)" }

  static let vacuumRelations = "VACUUM pg_catalog.pg_class"

  /// Sets sequences back, and has everything counted that the session did.
  static func setPositions(_ sequences: [TemplateContents.Sequence]) -> String {
    var statement = "SELECT pg_catalog.pg_stat_force_next_flush()"
    for sequence in sequences {
      statement += ", pg_catalog.setval(\(sequence.oid)::regclass, \(sequence.lastValue), \(sequence.isCalled))"
    }
    return statement
  }

  /// Has this session's own counters added to the database's as soon as the statement has ended.
  static let flush = "SELECT pg_catalog.pg_stat_force_next_flush()"

  /// Makes a session as new, and has what it did counted: `DISCARD ALL` in its parts, since the whole can't be sent
  /// together with something else. Source: PostgreSQL manual, "DISCARD".
  static let asNew = """
    CLOSE ALL;
    SET SESSION AUTHORIZATION DEFAULT;
    RESET ALL;
    DEALLOCATE ALL;
    UNLISTEN *;
    SELECT pg_catalog.pg_advisory_unlock_all();
    DISCARD PLANS;
    DISCARD TEMPORARY;
    DISCARD SEQUENCES;
    \(flush)
    """

  /// Keeps triggers and foreign keys out of a session; for superusers and those they let do it.
  static let enterReplicaMode = "SET session_replication_role = replica"

  /// What a session that looks at and puts back a member is like. The counters are to be read as they are now.
  static let prepareSession = """
    SET stats_fetch_consistency = none;
    SET plan_cache_mode = force_generic_plan;
    SET statement_timeout = 0;
    SET lock_timeout = 0;
    SET idle_in_transaction_session_timeout = 0;
    SET idle_session_timeout = 0;
    SET default_transaction_read_only = off;
    SET synchronous_commit = off
    """

  /// Takes from a role in a database what everybody may do there that writes, besides what its transactions refuse by
  /// themselves: the functions that make large objects do so from PostgreSQL 16 on only. Names are quoted.
  static func restrict(_ role: String, in database: String) -> String {
    """
    REVOKE TEMPORARY ON DATABASE \(database) FROM PUBLIC;
    REVOKE EXECUTE ON FUNCTION pg_catalog.lo_creat(int), pg_catalog.lo_create(oid), pg_catalog.lo_from_bytea(oid, bytea)
      FROM PUBLIC;
    ALTER ROLE \(role) IN DATABASE \(database) SET default_transaction_read_only = on
    """
  }

  /// Whether clients with this application name are in this database.
  static let namesClients = """
    SELECT 1 FROM pg_catalog.pg_stat_activity
    WHERE datname = pg_catalog.current_database() AND application_name = $1
    """

  /// Ends them, and tells the last query of each.
  static let endNamed = """
    SELECT application_name, query, datname, pg_catalog.pg_terminate_backend(pid)
    FROM pg_catalog.pg_stat_activity
    WHERE datname = pg_catalog.current_database() AND application_name = $1
    """
}

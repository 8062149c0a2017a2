/// The statements of this module.
enum VerificationStatements {
  /// The indexes that no query uses, since their making was broken off.
  static let invalidIndexes = """
    SELECT pg_catalog.format('%I.%I', n.nspname, c.relname) AS name
    FROM pg_catalog.pg_index AS i
    JOIN pg_catalog.pg_class AS c ON c.oid = i.indexrelid
    JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
    WHERE NOT i.indisvalid
    ORDER BY name
    """

  /// The tables that there are: those that others could be using already.
  static let tables = """
    SELECT c.oid FROM pg_catalog.pg_class AS c
    WHERE c.relkind IN ('r', 'p', 'm') AND c.oid >= 16384
    """

  /// The locks of this transaction on any of these tables that others have to wait for.
  ///
  /// Source: PostgreSQL manual, "Table-Level Locks".
  static let locks = """
    SELECT pg_catalog.format('%I.%I', n.nspname, c.relname) AS name,
      pg_catalog.bool_or(l.mode = 'AccessExclusiveLock') AS blocks_reading
    FROM pg_catalog.pg_locks AS l
    JOIN pg_catalog.pg_class AS c ON c.oid = l.relation
    JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
    WHERE l.pid = pg_catalog.pg_backend_pid() AND l.granted AND l.relation = ANY ($1::pg_catalog.oid[])
      AND l.mode IN ('ShareLock', 'ShareRowExclusiveLock', 'ExclusiveLock', 'AccessExclusiveLock')
    GROUP BY name
    ORDER BY name
    """
}

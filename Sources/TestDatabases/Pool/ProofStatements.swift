/// The statements that read a database's counters, prepared once in each session.
enum ProofStatements {
  /// Everything that the proof needs, in one row.
  ///
  /// `$1` holds the tables, with those of their long values, and `$2` the sequences that were used lately.
  static func prepare(database: UInt32, sequences: [UInt32]) -> String {
    """
    PREPARE proof (oid[], oid[], int) AS
    SELECT
      (SELECT pg_catalog.count(*) FROM pg_catalog.pg_stat_get_activity(NULL) AS a
       WHERE a.datid = \(database) AND a.pid <> pg_catalog.pg_backend_pid() AND a.pid <> $3) AS connections,
      pg_catalog.pg_stat_get_db_sessions(\(database)) AS sessions,
      pg_catalog.pg_stat_get_db_tuples_inserted(\(database))
        + pg_catalog.pg_stat_get_db_tuples_updated(\(database))
        + pg_catalog.pg_stat_get_db_tuples_deleted(\(database)) AS written,
      (SELECT pg_catalog.string_agg((\(written("o")))::text, ',' ORDER BY n)
       FROM pg_catalog.unnest($1) WITH ORDINALITY AS r (o, n)) AS recently_written,
      (SELECT pg_catalog.sum(pg_catalog.pg_stat_get_blocks_fetched(o))
       FROM pg_catalog.unnest(\(list(sequences))) AS s (o)) AS fetched,
      (SELECT pg_catalog.string_agg(pg_catalog.pg_stat_get_blocks_fetched(o)::text, ',' ORDER BY n)
       FROM pg_catalog.unnest($2) WITH ORDINALITY AS r (o, n)) AS recently_fetched,
      pg_catalog.current_setting('track_counts') AS counting,
      pg_catalog.concat_ws('/',
        pg_catalog.pg_stat_get_db_stat_reset_time(\(database)),
        (SELECT pg_catalog.concat(d.xmin, d.ctid) FROM pg_catalog.pg_database AS d WHERE d.oid = \(database)),
        (SELECT pg_catalog.string_agg(pg_catalog.concat(s.xmin, s.ctid), ',' ORDER BY s.ctid)
         FROM pg_catalog.pg_db_role_setting AS s WHERE s.setdatabase = \(database)),
        (SELECT pg_catalog.concat(c.xmin, c.ctid) FROM pg_catalog.pg_shdescription AS c
         WHERE c.objoid = \(database) AND c.classoid = 'pg_catalog.pg_database'::regclass),
        (SELECT pg_catalog.string_agg(pg_catalog.concat(l.xmin, l.ctid), ',' ORDER BY l.ctid)
         FROM pg_catalog.pg_shseclabel AS l
         WHERE l.objoid = \(database) AND l.classoid = 'pg_catalog.pg_database'::regclass),
        (SELECT pg_catalog.count(*) FROM pg_catalog.pg_subscription AS b WHERE b.subdbid = \(database)),
        (SELECT pg_catalog.count(*) FROM pg_catalog.pg_prepared_xacts AS x
         WHERE x.database = pg_catalog.current_database())) AS surroundings
    """
  }

  /// The counters of all tables and sequences that ever moved.
  static func prepareAll(tables: [UInt32], sequences: [UInt32]) -> String {
    """
    PREPARE proof_of_all AS
    SELECT 't' AS kind, o AS oid, \(written("o")) AS count
    FROM pg_catalog.unnest(\(list(tables))) AS t (o)
    WHERE \(written("o")) <> 0
    UNION ALL
    SELECT 's', o, pg_catalog.pg_stat_get_blocks_fetched(o)
    FROM pg_catalog.unnest(\(list(sequences))) AS s (o)
    WHERE pg_catalog.pg_stat_get_blocks_fetched(o) <> 0
    """
  }

  static func proof(tables: [UInt32], sequences: [UInt32], besides other: Int32) -> String {
    "EXECUTE proof (\(list(tables)), \(list(sequences)), \(other))"
  }

  static let proofOfAll = "EXECUTE proof_of_all"

  private static func written(_ oid: String) -> String {
    """
    pg_catalog.pg_stat_get_tuples_inserted(\(oid)) + pg_catalog.pg_stat_get_tuples_updated(\(oid)) \
    + pg_catalog.pg_stat_get_tuples_deleted(\(oid))
    """
  }

  private static func list(_ oids: [UInt32]) -> String {
    "'{\(oids.map(String.init).joined(separator: ","))}'::oid[]"
  }
}

/// The statements that read a ``DatabaseImage``.
enum ImageStatements {
  /// What is not compared of the catalogs, and why.
  ///
  /// - `relpages`, `reltuples`, `relallvisible`, `relallfrozen`: estimates for the planner, which nothing promises.
  /// - `relfrozenxid`, `relminmxid`: how far a table was frozen; VACUUM moves them.
  /// - `relfilenode`: in which file it is stored; whoever changes it changes the counters, too.
  /// - `relhasindex`, `relhasrules`, `relhastriggers`, `relhassubclass`: hints that VACUUM and ANALYZE may take
  ///   back when the last index, rule, trigger or child has gone. What they hint at is in other catalogs.
  private static let volatileColumns = [
    "relpages", "reltuples", "relallvisible", "relallfrozen", "relfrozenxid", "relminmxid", "relfilenode",
    "relhasindex", "relhasrules", "relhastriggers", "relhassubclass",
  ]

  /// Statistics for the planner, which nothing promises.
  private static let volatileCatalogs = ["pg_statistic", "pg_statistic_ext_data"]

  /// Every catalog of a database, with a query of its rows as text.
  ///
  /// The namespaces of temporary tables belong to the server's processes, are made when first needed and stay.
  static let catalogs = """
    SELECT c.relname AS name, pg_catalog.format(
      'SELECT ROW(%s)::text AS line FROM pg_catalog.%I AS x %s',
      pg_catalog.string_agg('x.' || pg_catalog.quote_ident(a.attname), ', ' ORDER BY a.attnum), c.relname,
      CASE c.relname WHEN 'pg_namespace' THEN 'WHERE x.nspname !~ ''^pg_(toast_)?temp_''' END) AS contents,
      pg_catalog.format('SELECT pg_catalog.concat(x.xmin, x.ctid) AS line FROM pg_catalog.%I AS x', c.relname) AS versions
    FROM pg_catalog.pg_class AS c
    JOIN pg_catalog.pg_attribute AS a ON a.attrelid = c.oid
    WHERE c.relnamespace = 'pg_catalog'::regnamespace AND c.relkind = 'r' AND NOT c.relisshared
      AND c.relname NOT IN (\(list(volatileCatalogs)))
      AND pg_catalog.has_table_privilege(c.oid, 'SELECT')
      AND a.attnum > 0 AND NOT a.attisdropped AND a.attname NOT IN (\(list(volatileColumns)))
    GROUP BY c.relname
    """

  /// What stands about a database in the catalogs that all databases share.
  ///
  /// Not compared are its number and name, how far it was frozen, and this tool's own mark in its comment.
  /// PostgreSQL 17 has renamed a column, and a statement that names one that is not there is refused.
  static let sharedCatalogs = [
    "pg_database": """
    SELECT ROW(d.datdba, d.encoding, d.datlocprovider, d.datistemplate, d.datallowconn, d.datconnlimit,
      d.dattablespace, d.datcollate, d.datctype, j.columns ->> 'daticulocale', j.columns ->> 'datlocale', d.datcollversion,
      d.datacl)::text AS line
    FROM pg_catalog.pg_database AS d, pg_catalog.to_jsonb(d) AS j (columns)
    WHERE d.datname = pg_catalog.current_database()
    """,
    "pg_shdescription": ofThisDatabase(
      "CASE WHEN x.description NOT LIKE '{%swiftDBTest%' THEN x.description END", "pg_shdescription", "x.objoid"),
    "pg_shseclabel": ofThisDatabase("x.provider, x.label", "pg_shseclabel", "x.objoid"),
    "pg_db_role_setting": ofThisDatabase("x.setrole, x.setconfig", "pg_db_role_setting", "x.setdatabase"),
    "pg_shdepend": ofThisDatabase(
      "x.classid, x.objid, x.objsubid, x.refclassid, x.refobjid, x.deptype", "pg_shdepend", "x.dbid"),
    "pg_subscription": ofThisDatabase("x.subname", "pg_subscription", "x.subdbid"),
  ]

  private static func ofThisDatabase(_ columns: String, _ catalog: String, _ database: String) -> String {
    """
    SELECT ROW(\(columns))::text AS line FROM pg_catalog.\(catalog) AS x
    JOIN pg_catalog.pg_database AS d ON d.oid = \(database)
    WHERE d.datname = pg_catalog.current_database()
    """
  }

  /// Every relation that stores something, with a query of that as text.
  static let relations = """
    SELECT pg_catalog.format('%I.%I', n.nspname, c.relname) AS name, pg_catalog.format(
      CASE c.relkind
        WHEN 'S' THEN 'SELECT ROW(x.last_value, x.is_called)::text AS line FROM %I.%I AS x'
        ELSE 'SELECT ROW(x.*)::text AS line FROM ONLY %I.%I AS x'
      END, n.nspname, c.relname) AS contents
    FROM pg_catalog.pg_class AS c
    JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
    WHERE c.relkind IN ('r', 'm', 'S') AND c.relispopulated AND n.nspname NOT IN ('pg_catalog', 'pg_toast')
      AND pg_catalog.has_table_privilege(c.oid, 'SELECT')
    """

  /// How many rows a query gives and what their hashes sum up to.
  static func sum(_ name: String, _ source: String) -> String {
    """
    SELECT '\(name.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "''"))' AS part,
      pg_catalog.count(*) AS number,
      pg_catalog.sum(pg_catalog.hashtextextended(s.line, 0)::numeric) AS hash
    FROM (\(source)) AS s
    """
  }

  /// What a transaction that looks is like: everything is always written the same way.
  static let prepare = """
    SET LOCAL lock_timeout = '2s';
    SET LOCAL max_parallel_workers_per_gather = 0;
    SET LOCAL extra_float_digits = 1;
    SET LOCAL datestyle = 'iso, mdy';
    SET LOCAL timezone = 'UTC';
    SET LOCAL bytea_output = 'hex';
    SET LOCAL search_path = pg_catalog;
    """

  static let mayStopCounting = """
    SELECT pg_catalog.has_parameter_privilege('track_counts', 'SET')
    """

  static let stopCounting = "SET LOCAL track_counts = off"

  private static func list(_ names: [String]) -> String { names.map { "'\($0)'" }.joined(separator: ", ") }
}

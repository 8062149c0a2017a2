/// The statements that read a database's counters, prepared once in each session.
struct ProofStatements {
  /// The database's number.
  let database: UInt32
  let contents: TemplateContents
  let abilities: ServerAbilities
  /// Whether sessions of this tool have connections of their own here, which do not count.
  var hasKeepers = false

  /// All of them, to be run one after the other.
  var prepared: [String] {
    [
      proof, proofWithHints, settled, isUntouched, isClean, writtenNow, hasAdditions, proofOfAll, files, dependencies,
      others,
    ]
  }

  /// Everything that the proof needs, in one row.
  ///
  /// `$1` holds tables that were used lately, `$2` those that their long values are in, and `$3` sequences. `$4` says how
  /// many connections there are where nobody else is there. That is read first, and the sequences only where there are just
  /// so many: a client that has gone by then has been counted.
  ///
  /// It takes as much as all else in a reset does. Whatever a plan has in it takes its time whether or not it is executed,
  /// so there is nothing in it that the server can not need.
  private var proof: String {
    proof(
      named: "proof (oid[], oid[], oid[], int)",
      tables:
        """
        (SELECT pg_catalog.string_agg(\(entry), ',')
               FROM ROWS FROM (pg_catalog.unnest($1), pg_catalog.unnest($2)) AS x (o, t))
        """,
      scanned: "NULL", of: "(SELECT pg_catalog.unnest(\(Self.list(contents.sequences.map(\.oid)))) AS s) AS x")
  }

  /// The same, which also looks at each table for a hint that it was touched: whether its rows are not as many as they were
  /// when its counters began, as far as the server estimates that. A reset leads back there. The hint misses what was but
  /// updated or taken back, which then shows in the sums.
  private var proofWithHints: String {
    proof(
      named: "proof_with_hints (oid[], oid[], oid[], int)", tables: "scan.tables",
      scanned: """
        pg_catalog.string_agg(\(entry) || ':' || s || ':' || pg_catalog.pg_stat_get_blocks_fetched(s), ',')
          FILTER (WHERE o = ANY ($1) OR pg_catalog.pg_stat_get_live_tuples(o) <> 0)
        """, of: tablesAndSequences)
  }

  private func proof(named name: String, tables: String, scanned: String, of source: String) -> String {
    """
    PREPARE \(name) AS
    SELECT c.connections,
      pg_catalog.pg_stat_get_db_sessions(\(database)) AS sessions,
      \(written) AS written,
      \(tables) AS tables, scan.fetched,
      \(fetchedOf("$3")) AS sequences,
      pg_catalog.current_setting('track_counts') AS counting,
      \(Self.writtenInCatalog("pg_shdepend")) AS dependencies,
      \(writtenInWhereabouts) AS whereabouts_written,
      \(whereabouts) AS whereabouts,
      \(surroundings) AS surroundings,
      \(writtenInAdditions) AS additions_written
    FROM (SELECT pg_catalog.pg_stat_get_db_numbackends(\(database)) - $4 OFFSET 0) AS c (connections)
    CROSS JOIN LATERAL (
      SELECT pg_catalog.sum(pg_catalog.pg_stat_get_blocks_fetched(s))::bigint AS fetched, \(scanned) AS tables
      FROM \(source)
      WHERE c.connections = 0) AS scan
    """
  }

  /// What can have moved where nobody was connected but the tool, which has put something back.
  private var settled: String {
    """
    PREPARE settled (oid[], oid[], int) AS
    SELECT
      (\(connections(besides: "$3"))) AS connections,
      pg_catalog.pg_stat_get_db_sessions(\(database)) AS sessions,
      \(written) AS written,
      (SELECT pg_catalog.string_agg(\(entry), ',') FROM \(tables) WHERE o = ANY ($1)) AS tables,
      \(fetchedOf("$2")) AS sequences
    """
  }

  /// Whether nobody is connected, has been there or written anything there since the database was put back, nor written in
  /// the catalogs that its ``whereabouts`` stand in.
  ///
  /// These are counters alone, a third of the time that a look at what they count takes. Where they say no, ``isClean`` is
  /// asked. Where nobody has been there since, nobody can have moved a sequence, prepared a transaction or reset the counters;
  /// and what a test's clients wrote elsewhere is counted as they end.
  private var isUntouched: String {
    """
    PREPARE is_untouched (bigint, bigint, bigint, int) AS
    SELECT pg_catalog.pg_stat_get_db_numbackends(\(database)) = $4 AND (\(written)) = $1
      AND pg_catalog.pg_stat_get_db_sessions(\(database)) = $2 AND \(writtenInWhereabouts) = $3
    """
  }

  /// Whether everything still is as it was when the database had been put back, compared by the server; and how much was
  /// written, before that was looked at, in the catalogs that its ``whereabouts`` stand in.
  ///
  /// Who is connected comes first, as CASE guarantees: a client that has gone by then has been counted. The number of
  /// processes is told at once, but autovacuum counts among them; so they are looked at where there are more.
  private var isClean: String {
    """
    PREPARE is_clean (bigint, bigint, text, int, int) AS
    SELECT w.written AS whereabouts_written,
      CASE WHEN pg_catalog.pg_stat_get_db_numbackends(\(database)) = $4
        OR (\(connections(besides: "$5"))) = 0
      THEN (\(written)) = $1 AND pg_catalog.pg_stat_get_db_sessions(\(database)) = $2 AND \(whereabouts) = $3
      ELSE false END AS clean
    FROM (SELECT \(writtenInWhereabouts) OFFSET 0) AS w (written)
    """
  }

  /// What tells, while others are connected, that something was written: here, about the database elsewhere, and in sequences.
  private var writtenNow: String {
    """
    PREPARE written AS
    SELECT \(written) AS written, \(writtenInWhereabouts) AS whereabouts_written,
      \(whereabouts) AS whereabouts, \(surroundings) AS surroundings, \(writtenInAdditions) AS additions_written,
      (SELECT pg_catalog.sum(pg_catalog.pg_stat_get_blocks_fetched(s))
       FROM (SELECT pg_catalog.unnest(\(Self.list(contents.sequences.map(\.oid)))) AS s) AS x) AS fetched
    """
  }

  /// The counters of all tables and sequences that ever moved.
  private var proofOfAll: String {
    """
    PREPARE proof_of_all AS
    SELECT
      (SELECT pg_catalog.string_agg(\(entry), ',') FROM \(tables) WHERE \(writtenInTable) <> 0) AS tables,
      (SELECT pg_catalog.string_agg(o || ':' || pg_catalog.pg_stat_get_blocks_fetched(o), ',')
       FROM pg_catalog.unnest(\(Self.list(contents.sequences.map(\.oid)))) AS s (o)
       WHERE pg_catalog.pg_stat_get_blocks_fetched(o) <> 0) AS sequences
    """
  }

  /// What TRUNCATE leaves in the catalogs: that rows of `pg_class` were updated and nothing else was written there, what
  /// these rows say but for the files that the relations are in, and these files.
  private var files: String {
    """
    PREPARE files AS
    SELECT pg_catalog.pg_stat_get_tuples_updated(\(Self.relations)) AS updated,
      pg_catalog.pg_stat_get_tuples_inserted(\(Self.relations)) + pg_catalog.pg_stat_get_tuples_deleted(\(Self.relations))
        AS added,
      (\(contents.definitions.query)) AS definitions,
      (SELECT pg_catalog.string_agg(c.oid || ':' || c.relfilenode, ',') FROM pg_catalog.pg_class AS c
       WHERE c.relfilenode <> 0) AS files
    """
  }

  /// What depends on roles in this database, summed up; looked at only where anybody on the server has written there.
  private var dependencies: String {
    """
    PREPARE dependencies AS
    SELECT pg_catalog.sum(pg_catalog.hashtextextended(d::text, 0)::numeric)::text
    FROM pg_catalog.pg_shdepend AS d WHERE d.dbid = \(database)
    """
  }

  private static let relations = "'pg_catalog.pg_class'::regclass"

  /// The number of other clients, which is read again and again while a test's clients go, and that of all processes that
  /// are connected here.
  private var others: String {
    """
    PREPARE others (int) AS
    SELECT (\(connections(besides: "$1"))) AS others, pg_catalog.pg_stat_get_db_numbackends(\(database)) AS backends
    """
  }

  /// Autovacuum has no user, who is shown to everybody; what kind of process it is, not.
  private func connections(besides other: String) -> String {
    """
    SELECT pg_catalog.count(*) FROM pg_catalog.pg_stat_get_activity(NULL) AS a
    WHERE a.datid = \(database) AND a.pid <> pg_catalog.pg_backend_pid() AND a.pid <> \(other)
      AND a.usesysid IS NOT NULL\(hasKeepers ? " AND a.pid NOT IN (\(ExistingStatements.keepers))" : "")
    """
  }

  private var written: String {
    """
    pg_catalog.pg_stat_get_db_tuples_inserted(\(database))
        + pg_catalog.pg_stat_get_db_tuples_updated(\(database))
        + pg_catalog.pg_stat_get_db_tuples_deleted(\(database))
    """
  }

  /// The tables `o`, with the tables `t` that their long values are in.
  private var tables: String {
    """
    ROWS FROM (pg_catalog.unnest(\(Self.list(contents.tables.map(\.oid)))),
      pg_catalog.unnest(\(Self.list(contents.tables.map { $0.toast ?? 0 })))) AS x (o, t)
    """
  }

  /// The tables `o`, with the tables `t` that their long values are in and a sequence `s` that belongs to them: the two
  /// are written in together for the most part. A table with several sequences stands there for each of them, and one that
  /// belongs to no table stands alone.
  private var tablesAndSequences: String {
    let owned = Dictionary(grouping: contents.sequences) { $0.owner ?? 0 }
    var rows: [(table: UInt32, toast: UInt32, sequence: UInt32)] = []
    for table in contents.tables {
      let sequences = owned[table.oid]?.map(\.oid) ?? [0]
      rows += sequences.map { (table.oid, table.toast ?? 0, $0) }
    }
    let known = Set(contents.tables.map(\.oid))
    rows += contents.sequences.filter { !known.contains($0.owner ?? 0) }.map { (0, 0, $0.oid) }
    return """
      (SELECT pg_catalog.unnest(\(Self.list(rows.map(\.table)))) AS o, pg_catalog.unnest(\(Self.list(rows.map(\.toast)))) AS t,
           pg_catalog.unnest(\(Self.list(rows.map(\.sequence)))) AS s) AS x
      """
  }

  private var entry: String { "o || ':' || (\(writtenInTable))" }

  /// Where there is no such table, nothing was ever written in it.
  private var writtenInTable: String {
    ["o", "t"].flatMap { table in
      ["inserted", "updated", "deleted"].map { "pg_catalog.pg_stat_get_tuples_\($0)(\(table))" }
    }.joined(separator: " + ")
  }

  private func fetchedOf(_ sequences: String) -> String {
    """
    (SELECT pg_catalog.string_agg(o || ':' || pg_catalog.pg_stat_get_blocks_fetched(o), ',')
       FROM pg_catalog.unnest(\(sequences)) AS r (o))
    """
  }

  /// What stands about the database where all databases share a catalog, so that it can be changed from any of them: its
  /// row, settings and comment.
  private var whereabouts: String {
    """
    pg_catalog.concat_ws('/',
        (SELECT pg_catalog.concat(d.xmin, d.ctid) FROM pg_catalog.pg_database AS d WHERE d.oid = \(database)),
        ARRAY(SELECT pg_catalog.concat(s.xmin, s.ctid)
          FROM pg_catalog.pg_db_role_setting AS s WHERE s.setdatabase = \(database)),
        (SELECT pg_catalog.concat(c.xmin, c.ctid) FROM pg_catalog.pg_shdescription AS c
         WHERE c.objoid = \(database) AND c.classoid = 'pg_catalog.pg_database'::regclass))
    """
  }

  /// How much was ever written where that stands, and what is set for roles; for the most part it was about other databases.
  private var writtenInWhereabouts: String {
    ["pg_authid", "pg_auth_members", "pg_database", "pg_db_role_setting", "pg_shdescription"].map(Self.writtenInCatalog)
      .joined(
        separator: " + ")
  }

  /// How much was ever written in the catalogs of subscriptions and labels, which all databases share.
  private var writtenInAdditions: String {
    ["pg_shseclabel", "pg_subscription"].map(Self.writtenInCatalog).joined(separator: " + ")
  }

  /// Whether this database has any of these, which clones never have from the beginning.
  private var hasAdditions: String {
    """
    PREPARE has_additions AS
    SELECT EXISTS (SELECT FROM pg_catalog.pg_subscription WHERE subdbid = \(database))
      OR EXISTS (SELECT FROM pg_catalog.pg_shseclabel
                 WHERE classoid = 'pg_catalog.pg_database'::regclass AND objoid = \(database))
    """
  }

  /// What else stands about it: when its counters were reset, how many transactions are prepared in it and how many
  /// replication slots it has.
  private var surroundings: String {
    var parts = ["pg_catalog.pg_stat_get_db_stat_reset_time(\(database))"]
    if abilities.preparesTransactions {
      parts.append(
        """
        (SELECT pg_catalog.count(*) FROM pg_catalog.pg_prepared_xacts AS x
           WHERE x.database = pg_catalog.current_database())
        """)
    }
    if abilities.hasLogicalSlots {
      parts.append(
        "(SELECT pg_catalog.count(*) FROM pg_catalog.pg_get_replication_slots() AS r WHERE r.datoid = \(database))")
    }
    return "pg_catalog.concat_ws('/', \(parts.joined(separator: ",\n        ")))"
  }

  private static func writtenInCatalog(_ name: String) -> String {
    ["inserted", "updated", "deleted"].map {
      "pg_catalog.pg_stat_get_tuples_\($0)('pg_catalog.\(name)'::regclass)"
    }.joined(separator: " + ")
  }

  static func proof(
    tables: [UInt32], toast: [UInt32], sequences: [UInt32], withHints: Bool, backends: Int
  ) -> String {
    "EXECUTE proof\(withHints ? "_with_hints" : "") (\(list(tables)), \(list(toast)), \(list(sequences)), \(backends))"
  }

  static func settled(tables: [UInt32], sequences: [UInt32], besides other: Int32) -> String {
    "EXECUTE settled (\(list(tables)), \(list(sequences)), \(other))"
  }

  /// The question whether anything has moved since the counters stood there.
  ///
  /// - Parameter visitor: The process of another connection of the tool's own, or 0.
  static func isUntouched(
    written: Int64, sessions: Int64, whereaboutsWritten: Int64, besides visitor: Int32
  ) -> String {
    "EXECUTE is_untouched (\(written), \(sessions), \(whereaboutsWritten), \(visitor == 0 ? 1 : 2))"
  }

  /// The question whether the database is as it was when the counters stood there.
  ///
  /// - Parameters:
  ///   - whereabouts: As a quoted literal.
  ///   - visitor: The process of another connection of the tool's own, or 0.
  static func isClean(written: Int64, sessions: Int64, whereabouts: String, besides visitor: Int32) -> String {
    "EXECUTE is_clean (\(written), \(sessions), \(whereabouts), \(visitor == 0 ? 1 : 2), \(visitor))"
  }

  static let written = "EXECUTE written"

  static let hasAdditions = "EXECUTE has_additions"

  static let files = "EXECUTE files"

  static let dependencies = "EXECUTE dependencies"

  static let proofOfAll = "EXECUTE proof_of_all"

  static func others(besides other: Int32) -> String { "EXECUTE others (\(other))" }

  private static func list(_ oids: [UInt32]) -> String {
    var text = "'{"
    for oid in oids { text += text.utf8.count > 2 ? "," + oid.description : oid.description }
    return text + "}'::oid[]"
  }
}

internal import LibPQ

/// How the definitions of relations are summed up; it depends on the columns that `pg_class` has in the server's version.
struct RelationDefinitions: Sendable {
  /// A query of one value.
  let query: String

  /// Not part of a definition: in which file the relation is, and estimates of what is in it.
  private static let columns = """
    SELECT pg_catalog.string_agg('x.' || pg_catalog.quote_ident(attname), ', ' ORDER BY attnum)
    FROM pg_catalog.pg_attribute
    WHERE attrelid = 'pg_catalog.pg_class'::regclass AND attnum > 0 AND NOT attisdropped
      AND attname NOT IN ('relfilenode', 'relpages', 'reltuples', 'relallvisible', 'relallfrozen', 'relfrozenxid',
        'relminmxid')
    """

  static func read(_ connection: Connection) async throws -> RelationDefinitions {
    let columns = try await connection.query(Self.columns).firstValue ?? "x.*"
    return RelationDefinitions(
      query: """
        SELECT pg_catalog.sum(pg_catalog.hashtextextended(ROW(\(columns))::text, 0)::numeric)::text
        FROM pg_catalog.pg_class AS x
        """)
  }
}

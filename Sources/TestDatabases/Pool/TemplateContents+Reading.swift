internal import LibPQ

extension TemplateContents {
  /// How many bytes of rows are kept in all; what is beyond that is cloned again.
  private static let room = 32 << 20

  /// Reads what a database holds.
  ///
  /// - Parameter connection: To the template, or to a clone of it that nobody has used yet.
  static func read(_ connection: Connection) async throws -> TemplateContents {
    var room = room
    var tables: [Table] = []
    for row in try await connection.query(PoolStatements.tables).rows {
      guard let oid = row["oid"].flatMap({ UInt32($0) }), let name = row["name"] else { continue }
      let rows = try await rows(of: name, row, room: &room, connection)
      tables.append(
        Table(
          oid: oid, toast: row["toast"].flatMap { UInt32($0) }.flatMap { $0 == 0 ? nil : $0 }, name: name,
          rows: rows, allowsDelete: row["allows_delete"] == "t", allowsTruncate: row["allows_truncate"] == "t"))
    }
    var wholes: [UInt32: UInt32] = [:]
    for row in try await connection.query(PoolStatements.parts).rows {
      guard let part = row["part"].flatMap({ UInt32($0) }), let whole = row["whole"].flatMap({ UInt32($0) }) else {
        continue
      }
      wholes[part] = whole
    }
    var referring: [UInt32: Set<UInt32>] = [:]
    for row in try await connection.query(PoolStatements.references).rows {
      guard let from = row["referring"].flatMap({ UInt32($0) }), let to = row["referred"].flatMap({ UInt32($0) })
      else { continue }
      referring[to, default: []].insert(from)
    }
    return TemplateContents(
      tables: tables, sequences: try await sequences(connection),
      definitions: try await RelationDefinitions.read(connection), referring: referring, wholes: wholes,
      functionsSetSettings: try await connection.query(PoolStatements.functionsSetSettings).firstValue == "t")
  }

  private static func rows(
    of name: String, _ table: Row, room: inout Int, _ connection: Connection
  ) async throws -> Rows {
    guard let size = table["size"].flatMap({ Int($0) }), size > 0 else { return .none }
    guard table["shows_rows"] == "t", size <= room else { return .unknown }
    // Its pages may all be empty.
    guard try await connection.query(PoolStatements.hasRows(name)).firstValue == "t" else { return .none }
    do {
      // COPY computes generated columns, by functions that may have been replaced since.
      if let recomputed = table["recomputed"] {
        let differs = try await connection.query(PoolStatements.hasRows(name, recomputed)).firstValue
        guard differs == "f" else { return .unknown }
      }
      let bytes = try await connection.copyOut(PoolStatements.copyOut(name))
      guard bytes.count <= room else { return .unknown }
      room -= bytes.count
      return .copied(bytes)
    } catch let error as PostgresError where error.code == .statementFailed {
      // A type of theirs can't be written so, or a function fails.
      return .unknown
    }
  }

  private static func sequences(_ connection: Connection) async throws -> [Sequence] {
    let known = try await connection.query(PoolStatements.sequences).rows
    guard !known.isEmpty else { return [] }
    let owners = Dictionary(
      known.compactMap { row in
        row["oid"].flatMap { UInt32($0) }.flatMap { oid in row["owner"].flatMap { UInt32($0) }.map { (oid, $0) } }
      }
    ) { first, _ in first }
    let names = known.compactMap { row in row["oid"].flatMap { oid in row["name"].map { (oid, $0) } } }
    return try await connection.query(PoolStatements.positions(names)).rows.compactMap { row in
      guard let oid = row["oid"].flatMap({ UInt32($0) }), let last = row["last_value"].flatMap({ Int64($0) })
      else { return nil }
      return Sequence(oid: oid, lastValue: last, isCalled: row["is_called"] == "t", owner: owners[oid])
    }
  }
}

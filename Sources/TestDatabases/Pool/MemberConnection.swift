internal import LibPQ

/// The tool's own connection to one member of the pool, through which it is looked at and put back.
struct MemberConnection: Sendable {
  let connection: Connection
  private let contents: TemplateContents
  /// How rows are taken out.
  let method: ResetMethod

  /// Connects.
  static func open(_ dsn: DSN, contents: TemplateContents) async throws -> MemberConnection {
    let connection = try await Connection.open(dsn)
    do {
      try await connection.execute(PoolStatements.prepareSession)
      let method = try await ResetMethod.best(on: connection)
      let number = try await connection.query(Statements.currentDatabase).firstValue.flatMap { UInt32($0) } ?? 0
      let tables = contents.tables.flatMap { [$0.oid] + ($0.toast.map { [$0] } ?? []) }
      let sequences = contents.sequences.map(\.oid)
      try await connection.execute(ProofStatements.prepare(database: number, sequences: sequences))
      try await connection.execute(ProofStatements.prepareAll(tables: tables, sequences: sequences))
      // Our own session shall have been counted.
      try await connection.execute(PoolStatements.flush)
      return MemberConnection(connection: connection, contents: contents, method: method)
    } catch {
      await connection.close()
      throw error
    }
  }

  /// Reads the counters, those of single objects for a few of them only.
  ///
  /// - Parameter other: The process that serves another connection of the tool's own, or 0.
  func counters(tables: [UInt32], sequences: [UInt32], besides other: Int32) async throws -> Counters {
    let tables = tables.flatMap { oid -> [UInt32] in
      guard let index = contents.tableIndex[oid], let toast = contents.tables[index].toast else { return [oid] }
      return [oid, toast]
    }
    let statement = ProofStatements.proof(tables: tables, sequences: sequences, besides: other)
    guard let row = try await connection.execute(statement).last?.rows.first,
      let counters = Counters(row, tables: tables, sequences: sequences)
    else {
      throw PostgresError(code: .statementFailed, message: "the server's counters can't be read")
    }
    return counters
  }

  /// Reads the counters of every object that ever moved.
  func allCounts() async throws -> (tables: [UInt32: Int64], sequences: [UInt32: Int64]) {
    var tables: [UInt32: Int64] = [:]
    var sequences: [UInt32: Int64] = [:]
    for row in try await connection.execute(ProofStatements.proofOfAll).last?.rows ?? [] {
      guard let oid = row["oid"].flatMap({ UInt32($0) }), let count = row["count"].flatMap({ Int64($0) }) else {
        continue
      }
      if row["kind"] == "t" { tables[oid] = count } else { sequences[oid] = count }
    }
    return (tables, sequences)
  }

  /// Takes the rows out of tables and puts the template's in, and sets sequences back; all of it or nothing.
  func putBack(tables: [TemplateContents.Table], sequences: [TemplateContents.Sequence]) async throws {
    var script = ["BEGIN"]
    switch method {
    case .delete: script += tables.map { PoolStatements.delete($0.name) }
    case .truncate where tables.isEmpty: break
    case .truncate: script.append(PoolStatements.truncateOnly(tables.map(\.name)))
    }
    script += sequences.map { PoolStatements.setPosition($0) }
    let copies = tables.compactMap { table in
      if case .copied(let bytes) = table.rows { (table.name, bytes) } else { nil }
    }
    do {
      if copies.isEmpty {
        script += [PoolStatements.flush, "COMMIT"]
        try await connection.execute(script.joined(separator: ";\n"))
      } else {
        try await connection.execute(script.joined(separator: ";\n"))
        for (name, bytes) in copies { try await connection.copyIn(PoolStatements.copyIn(name), bytes) }
        try await connection.execute("\(PoolStatements.flush);\nCOMMIT")
      }
    } catch {
      try await connection.execute("ROLLBACK")
      throw error
    }
  }

  /// Gives the room of rows that are gone back, and waits for that.
  func vacuum(_ tables: [TemplateContents.Table]) async throws {
    for table in tables { try await connection.execute(PoolStatements.vacuum(table.name)) }
    try await connection.execute(PoolStatements.flush)
  }

  /// Ends every other connection to the database.
  ///
  /// - Returns: The last query of each client among them.
  func endOthers(besides other: Int32) async throws -> [String] {
    let rows = try await connection.query(Statements.endOthers, [String(other)]).rows
    return rows.map { $0["query"] ?? "" }
  }

  /// Ends one connection.
  func end(_ process: Int32) async throws { _ = try await connection.query(PoolStatements.end, [String(process)]) }

  /// Ends prepared transactions, which would keep a database from being dropped.
  func rollBackPrepared() async throws {
    for row in try await connection.query(Statements.preparedTransactions).rows {
      guard let identifier = row["gid"] else { continue }
      let literal = try await connection.quoted(literal: identifier)
      try await connection.execute("ROLLBACK PREPARED \(literal)")
    }
  }
}

internal import LibPQ

#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#endif

/// What the tool does in a member of the pool, on its own connection there.
struct MemberSession {
  let connection: ExclusiveConnection
  private let contents: TemplateContents
  private let visitor: VisitorPresence
  private let hasKeepers: Bool

  /// - Parameter visitor: The tool's other connection.
  init(
    _ connection: ExclusiveConnection, contents: TemplateContents, visitor: VisitorPresence, hasKeepers: Bool
  ) {
    self.connection = connection
    self.contents = contents
    self.visitor = visitor
    self.hasKeepers = hasKeepers
  }

  /// Makes a new connection ready for all that follows.
  ///
  /// - Returns: How rows are taken out.
  static func prepare(
    _ connection: ExclusiveConnection, _ contents: TemplateContents, hasKeepers: Bool
  ) throws -> ResetMethod {
    try connection.execute(PoolStatements.prepareSession)
    let method = try ResetMethod.best(on: connection)
    let number = try connection.query(Statements.currentDatabase).firstValue.flatMap { UInt32($0) } ?? 0
    let abilities = try ServerAbilities(connection)
    let statements = ProofStatements(
      database: number, contents: contents, abilities: abilities, hasKeepers: hasKeepers)
    for statement in statements.prepared { try connection.execute(statement) }
    // Our own session shall have been counted.
    try connection.execute(PoolStatements.flush)
    return method
  }

  /// Reads the counters, those of single objects for a few of them only.
  ///
  /// - Parameters:
  ///   - tables: The tables to look at, besides those that a scan finds.
  ///   - sequences: The sequences to look at.
  ///   - scans: Whether to look for the other tables that were touched.
  ///   - backends: How many processes are connected here if nobody else is; asked for where it is not said.
  func counters(
    tables: [UInt32], sequences: [UInt32], scans: Bool, backends: Int? = nil
  ) throws -> Counters {
    guard let backends else {
      // Somebody may come or go, or autovacuum, between the two statements.
      for _ in 1...10 {
        let present = try present()
        var counters = try counters(
          tables: tables, sequences: sequences, scans: scans, backends: present.backends)
        guard counters.connections == 0 else { continue }
        counters.connections = present.others
        return counters
      }
      return try read(nil)
    }
    let statement = ProofStatements.proof(
      tables: tables, toast: tables.map { contents.table($0)?.toast ?? 0 }, sequences: sequences, withHints: scans,
      backends: backends)
    return try read(connection.execute(statement).last?.rows.first.flatMap { Counters($0) })
  }

  /// Reads the counters again that can have moved while nobody was there but the tool, or that are to be looked at, too.
  ///
  /// - Parameter before: As they were before; what stands elsewhere about the database is looked at when it is handed out.
  func counters(after before: Counters, tables: [UInt32], sequences: [UInt32]) throws -> Counters {
    let statement = ProofStatements.settled(tables: tables, sequences: sequences, besides: visitor.process)
    return try read(connection.execute(statement).last?.rows.first.flatMap { Counters($0, after: before) })
  }

  /// Reads the counters of every object that ever moved.
  func allCounts() throws -> (tables: [UInt32: Int64], sequences: [UInt32: Int64]) {
    let row = try connection.execute(ProofStatements.proofOfAll).last?.rows.first
    var (tables, sequences): ([UInt32: Int64], [UInt32: Int64]) = ([:], [:])
    let isRead = Counters.read(row?["tables"], &tables) && Counters.read(row?["sequences"], &sequences)
    return try read(isRead ? (tables, sequences) : nil)
  }

  /// Whether the database has subscriptions or labels.
  func hasAdditions() throws -> Bool { try connection.execute(ProofStatements.hasAdditions).last?.firstValue != "f" }

  /// Reads a sum of what depends on roles.
  func dependencies() throws -> String? { try connection.execute(ProofStatements.dependencies).last?.firstValue }

  /// Reads what TRUNCATE changes.
  func files() throws -> RelationFiles {
    try read(connection.execute(ProofStatements.files).last?.rows.first.flatMap { RelationFiles($0) })
  }

  /// Gives the room of updated rows of `pg_class` back, for those who may.
  func vacuumRelations() throws {
    try connection.execute(PoolStatements.vacuumRelations)
    try connection.execute(PoolStatements.flush)
  }

  private func read<Value>(_ value: Value?) throws -> Value {
    guard let value else {
      throw PostgresError(code: .statementFailed, message: "the server's counters can't be read")
    }
    return value
  }

  /// Waits until all clients have gone, and ends those that stay.
  ///
  /// - Returns: The clients that had to be ended, and the counters since; none where these can't be read any more.
  func awaitSilence(
    tables: [UInt32], sequences: [UInt32], scans: Bool
  ) -> (ended: [EndedConnection], counters: Counters?) {
    var ended: [EndedConnection] = []
    var hasEnded = false
    do {
      var deadline = ContinuousClock.now + Pool.grace
      // The number of all, which is told at once, says that nobody else is there where that of the tool's own is known.
      var backends = hasKeepers ? nil : visitor.backends
      while true {
        if let backends {
          let now = try counters(tables: tables, sequences: sequences, scans: scans, backends: backends)
          if now.connections == 0 { return (ended, now) }
        }
        while true {
          let present = try present()
          // Autovacuum is among them, and stays for as long as it has to do.
          backends = present.backends
          if present.others == 0 { break }
          if ContinuousClock.now < deadline {
            // On the connection's own thread.
            usleep(300)
          } else if !hasEnded {
            ended = try endOthers()
            hasEnded = true
            deadline += .seconds(5)
          } else {
            return (ended, nil)
          }
        }
      }
    } catch { return (ended, nil) }
  }

  /// How many other clients of the database there are, and how many processes that are connected to it in all.
  private func present() throws -> (others: Int, backends: Int) {
    let row = try connection.execute(ProofStatements.others(besides: visitor.process)).last?.rows.first
    let numbers = ["others", "backends"].compactMap { row?[$0].flatMap { Int($0) } }
    return try read(numbers.count == 2 ? (numbers[0], numbers[1]) : nil)
  }

  /// Ends the clients that are still there, and gives back those that are not the tool's own.
  private func endOthers() throws -> [EndedConnection] {
    let rows = try connection.query(
      Statements.endOthers(hasKeepers: hasKeepers), [String(visitor.process)]
    ).rows
    guard case .closed(let process) = visitor else { return rows.map(EndedConnection.init) }
    return rows.filter { $0["pid"].flatMap { Int32($0) } != process }.map(EndedConnection.init)
  }

  /// Takes the rows out of tables and puts the template's in, and sets sequences back; all of it or nothing.
  ///
  /// - Returns: How many rows were taken out of or put into each of the tables, where that is known.
  func putBack(
    tables: [TemplateContents.Table], sequences: [TemplateContents.Sequence], _ method: ResetMethod
  ) throws -> [UInt32: Int64] {
    // Together they are one transaction.
    var script: [String] = []
    var copies: [[UInt8]] = []
    var filled: [TemplateContents.Table] = []
    switch method {
    case .delete: for table in tables { script.append(PoolStatements.delete(table.name)) }
    case .truncate where tables.isEmpty: break
    case .truncate: script.append(PoolStatements.truncateOnly(tables.map(\.name)))
    }
    for table in tables {
      guard case .copied(let bytes) = table.rows else { continue }
      script.append(PoolStatements.copyIn(table.name))
      copies.append(bytes)
      filled.append(table)
    }
    script.append(PoolStatements.setPositions(sequences))
    let results = try connection.execute(script.joined(separator: ";\n"), copies: copies)
    guard method == .delete else { return [:] }
    // In the order of the statements: tables that were emptied, tables that were filled.
    var written: [UInt32: Int64] = [:]
    for (table, result) in zip(tables + filled, results) {
      written[table.oid, default: 0] += Int64(result.affectedRows)
    }
    return written
  }

  /// Gives the room of rows that are gone back, and waits for that.
  func vacuum(_ tables: [TemplateContents.Table]) throws {
    for table in tables { try connection.execute(PoolStatements.vacuum(table.name)) }
    try connection.execute(PoolStatements.flush)
  }
}

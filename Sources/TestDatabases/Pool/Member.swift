internal import LibPQ
internal import Supervision

/// A database of the pool: a clone of the template that is put back to it again and again.
///
/// One caller at a time looks at it or puts it back, which the ``Pool`` sees to.
actor Member {
  /// Its name.
  nonisolated let database: String
  private let contents: TemplateContents
  private nonisolated let connection: MemberConnection
  /// The counters at the moment when the database was known to be as its template is.
  private var baseline: Counters
  /// How many rows have been deleted from each table since it was last vacuumed.
  private var deleted: [UInt32: Int64] = [:]
  /// Where the tests' own queries are run, in the role that the tests themselves have.
  private let ownerDSN: DSN
  private var visitor: (connection: Connection, process: Int32)?

  /// So many deleted rows are left lying in a table; more would slow the next tests down.
  private static let deletedRowsLimit: Int64 = 1000

  /// Takes on a clone. It may have been used already: the counters of a new database stand at 0.
  ///
  /// - Parameters:
  ///   - administrator: Where the tool connects to it.
  ///   - owner: Where the tests connect to it.
  init(database: String, administrator: DSN, owner: DSN, contents: TemplateContents) async throws {
    self.database = database
    self.contents = contents
    ownerDSN = owner
    connection = try await MemberConnection.open(administrator, contents: contents)
    var counters = try await connection.counters(tables: [], sequences: [], besides: 0)
    counters.written = Counters.Ledger(total: 0, counts: [:])
    counters.fetched = Counters.Ledger(total: 0, counts: [:])
    baseline = counters
  }

  /// Whether nobody but the tool had been there when it was taken on.
  var isUnused: Bool {
    baseline.sessions == 1 && baseline.connections == 0 && baseline.written.total == 0
  }

  /// How the database is put back.
  nonisolated var method: ResetMethod { connection.method }

  /// Ends what would keep the database from being dropped.
  func rollBackPrepared() async { try? await connection.rollBackPrepared() }

  /// Closes the tool's connections.
  func close() async {
    await visitor?.connection.close()
    await connection.connection.close()
  }

  /// The connection for what a test has run here; kept from one test to the next.
  func visit() async throws -> Connection {
    if let visitor { return visitor.connection }
    let opened = try await Connection.open(ownerDSN)
    let process = try await opened.query(PoolStatements.ownProcess).firstValue.flatMap { Int32($0) } ?? 0
    visitor = (opened, process)
    return opened
  }

  /// Makes that connection as new, and has what it did counted.
  ///
  /// A statement that still runs there, since nobody waits for it any more, is ended after the grace.
  func endVisit() async {
    guard let visitor else { return }
    let watchdog = Task {
      try await Task.sleep(for: Pool.grace)
      try await connection.end(visitor.process)
    }
    defer { watchdog.cancel() }
    do {
      if try await visitor.connection.isInTransaction { try await visitor.connection.execute("ROLLBACK") }
      try await visitor.connection.execute("DISCARD ALL")
      try await visitor.connection.execute(PoolStatements.flush)
    } catch {
      // As a backend ends, it has its counters added, too.
      self.visitor = nil
      await visitor.connection.close()
    }
  }

  /// Ends what runs on that connection.
  func interruptVisit() async {
    guard let visitor else { return }
    try? await connection.end(visitor.process)
  }

  private var visitorProcess: Int32 { visitor?.process ?? 0 }

  /// How many clients are connected, besides the tool.
  func connections() async throws -> Int {
    try await connection.counters(tables: [], sequences: [], besides: visitorProcess).connections
  }

  /// Ends all clients, and waits until they are gone.
  ///
  /// - Returns: The last query of each.
  func endConnections() async throws -> [String] {
    let queries = try await connection.endOthers(besides: visitorProcess)
    let deadline = ContinuousClock.now + .seconds(5)
    while try await connections() > 0 {
      guard ContinuousClock.now < deadline else {
        throw PostgresError(code: .timedOut, message: "a connection to \(database) can't be ended")
      }
      await uncancellableSleep(.milliseconds(1))
    }
    return queries
  }

  /// Whether nothing was changed and nobody is connected: one round trip.
  func isClean() async -> Bool {
    guard let now = try? await connection.counters(tables: [], sequences: [], besides: visitorProcess) else {
      return false
    }
    return now.connections == 0 && now.written.total == baseline.written.total
      && now.fetched.total == baseline.fetched.total && now.surroundings == baseline.surroundings
  }

  /// Puts the database back, if it can be proved that this leads to what the template is.
  ///
  /// Nobody may be connected.
  ///
  /// - Parameters:
  ///   - recentTables: Where to look first.
  ///   - recentSequences: Where to look first.
  /// - Returns: What there was to put back; after ``Proof/unproved(_:)`` the database is of no use any more.
  func reset(recentTables: [UInt32], recentSequences: [UInt32]) async -> Proof {
    do {
      var now = try await connection.counters(
        tables: recentTables, sequences: recentSequences, besides: visitorProcess)
      guard now.connections == 0 else { return .unproved(.clientCameBack) }
      let proof = try await prove(&now)
      guard case .touched(let tables, let sequences) = proof else { return proof }
      try await putBack(tables: tables, sequences: sequences)
      return try await settle(since: now, tables: tables, sequences: sequences) ? proof : .unproved(.resetFailed)
    } catch let error as PostgresError where error.code != .connectionLost {
      return .unproved(.resetFailed)
    } catch {
      return .unproved(.connectionLost)
    }
  }

  /// What the counters prove; they are completed where the recent objects don't explain the sums.
  private func prove(_ now: inout Counters) async throws -> Proof {
    guard now.isCounting, now.surroundings == baseline.surroundings else { return .unproved(.surroundingsChanged) }
    var tables = now.written.moved(since: baseline.written, isComplete: false)
    var sequences = now.fetched.moved(since: baseline.fetched, isComplete: false)
    if tables == nil || sequences == nil {
      let counts = try await connection.allCounts()
      now.written.counts = counts.tables
      now.fetched.counts = counts.sequences
      tables = now.written.moved(since: baseline.written, isComplete: true)
      sequences = now.fetched.moved(since: baseline.fetched, isComplete: true)
    }
    guard let tables, let sequences else { return .unproved(.writtenElsewhere) }
    if tables.isEmpty && sequences.isEmpty { return .clean }
    // Long values are their table's.
    let touched = Set(tables.compactMap { oid in contents.tableIndex[oid].map { contents.tables[$0].oid } })
    guard let emptied = connection.method.tables(for: touched, of: contents) else {
      return .unproved(.notResettable)
    }
    return .touched(tables: emptied, sequences: sequences)
  }

  private func putBack(tables: Set<UInt32>, sequences: Set<UInt32>) async throws {
    try await connection.putBack(
      tables: tables.sorted().compactMap { oid in contents.tableIndex[oid].map { contents.tables[$0] } },
      sequences: sequences.sorted().compactMap { oid in contents.sequenceIndex[oid].map { contents.sequences[$0] } })
  }

  /// Takes the counters as they are after a reset for the new baseline, if the reset alone explains them.
  private func settle(
    since before: Counters, tables: Set<UInt32>, sequences: Set<UInt32>
  ) async throws -> Bool {
    let now = try await connection.counters(
      tables: Array(tables), sequences: Array(sequences), besides: visitorProcess)
    let earlier = before.written.updating(baseline.written)
    // TRUNCATE writes in catalogs, too; there it has to do that nobody else was there.
    let isExplained =
      connection.method == .truncate || now.written.moved(since: earlier, isComplete: false) != nil
    guard isExplained, now.surroundings == before.surroundings, now.connections == 0,
      // Nor has anybody come meanwhile, changed what had been put back already, and gone.
      now.sessions == before.sessions
    else { return false }
    for oid in tables {
      deleted[oid, default: 0] += (now.written.counts[oid] ?? 0) - (earlier.counts[oid] ?? 0)
    }
    baseline = Counters(now, completing: before, and: baseline)
    return try await vacuumWhereNeeded()
  }

  private func vacuumWhereNeeded() async throws -> Bool {
    let full = deleted.filter { $0.value > Self.deletedRowsLimit }.keys
    guard !full.isEmpty else { return true }
    try await connection.vacuum(full.compactMap { oid in contents.tableIndex[oid].map { contents.tables[$0] } })
    for oid in full { deleted[oid] = nil }
    let now = try await connection.counters(tables: [], sequences: [], besides: visitorProcess)
    return now.written.total == baseline.written.total && now.fetched.total == baseline.fetched.total
  }
}

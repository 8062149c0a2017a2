internal import LibPQ

/// What is known of a member of the pool: how its counters stood when it was as its template is, and what leads back there.
///
/// It is a class because what it knows of hundreds of tables must not be copied for a test that touches two.
final class MemberBooks: @unchecked Sendable {  // Touched on the thread of the member's connection only.
  let contents: TemplateContents
  /// How rows are taken out.
  let method: ResetMethod
  /// Whether nobody but the tool had been there when it was taken on.
  let isUnused: Bool
  /// The counters at the moment when the database was known to be as its template is.
  private var baseline: Counters
  /// How many rows have been deleted from each table since it was last vacuumed.
  private var deleted: [UInt32: Int64] = [:]
  /// The files that tables were in when the database was known to be as its template is.
  private var files: RelationFiles
  /// What depended on roles then.
  private let dependencies: String?
  /// Whether sessions of this tool have connections of their own here, which do not count.
  let hasKeepers: Bool
  /// How many rows of `pg_class` have been updated since it was last vacuumed.
  private var updates: Int64 = 0
  /// The tables whose counters were foreseen at the last reset.
  private var foreseen: Set<UInt32> = []
  /// The tables whose counters came out otherwise.
  private var surprising: Set<UInt32> = []
  /// Whether to look at every table from the beginning, since that was necessary the last time.
  private(set) var scans = false
  /// How many blocks of sequences had been looked at when these were found where they are to be, though somebody had read them.
  private var fetchedByReaders: String?
  /// How many blocks it takes to set a sequence back, since it was last seen.
  private var resetCosts: [UInt32: Int64] = [:]

  /// So many deleted rows are left lying in a table; more would slow the next tests down.
  private static let deletedRowsLimit: Int64 = 1000

  /// Prepares a session for looking after a clone, which may have been used already: a new database's counters stand at 0.
  ///
  /// - Parameters:
  ///   - sessionsBefore: How many sessions of the tool's own, which only read, there were already.
  ///   - isReady: Whether it is right as it is.
  init(
    opening connection: ExclusiveConnection, contents: TemplateContents, sessionsBefore: Int, hasKeepers: Bool,
    isReady: Bool
  ) throws {
    self.contents = contents
    self.hasKeepers = hasKeepers
    method = try MemberSession.prepare(connection, contents, hasKeepers: hasKeepers)
    let session = MemberSession(connection, contents: contents, visitor: .absent, hasKeepers: hasKeepers)
    files = try session.files()
    dependencies = try session.dependencies()
    if isReady {
      var counters = try session.counters(tables: [], sequences: [], scans: false)
      let counts = try session.allCounts()
      counters.written.counts = counts.tables
      counters.fetched.counts = counts.sequences
      baseline = counters
      isUnused = counters.connections == 0
      return
    }
    var counters = try session.counters(
      tables: [], sequences: [], scans: false)
    let written = counters.written.total
    counters.written = Counters.Ledger(total: 0, counts: [:])
    counters.fetched = Counters.Ledger(total: 0, counts: [:])
    let hadOthers = counters.sessions != 1 + sessionsBefore || counters.connections > 0 || written != 0
    isUnused = !hadOthers
    if isUnused && sessionsBefore > 0 {
      // Who reads sequences moves their counters.
      let counts = try session.allCounts().sequences
      counters.fetched = Counters.Ledger(total: counts.values.reduce(0, +), counts: counts)
    }
    baseline = counters
  }

  /// The question whether the database is as it was when it was last put back.
  func question(_ connection: ExclusiveConnection) throws -> CleanQuestion {
    try CleanQuestion(baseline, connection)
  }

  /// Whether anything was written where that stands what is set for roles, since the database was as its template is.
  func isWrittenWhereRolesStand(_ counters: Counters) -> Bool {
    counters.whereaboutsWritten != baseline.whereaboutsWritten
  }

  /// Whether anything was written since the database was as its template is, while others are connected to it.
  ///
  /// - Returns: That, and whether it was so where that stands what is set for roles.
  func written(_ connection: ExclusiveConnection) throws -> (hasBeen: Bool, isWhereRolesStand: Bool) {
    guard let row = try connection.execute(ProofStatements.written).last?.rows.first else {
      throw PostgresError(code: .statementFailed, message: "the server's counters can't be read")
    }
    let surroundings = (row["whereabouts"] ?? "") + (row["surroundings"] ?? "")
    var hasBeen = row["written"] != String(baseline.written.total) || surroundings != baseline.surroundings
    if !hasBeen, row["additions_written"] != String(baseline.additionsWritten) {
      hasBeen = try connection.execute(ProofStatements.hasAdditions).last?.firstValue != "f"
    }
    if !hasBeen, let fetched = row["fetched"], fetched != fetchedByReaders ?? String(baseline.fetched.total) {
      // To read a sequence is counted just as to move it.
      hasBeen = try haveSequencesMoved(connection)
      fetchedByReaders =
        hasBeen ? fetched : try connection.execute(ProofStatements.written).last?.rows.first?["fetched"]
    }
    return (hasBeen, row["whereabouts_written"] != String(baseline.whereaboutsWritten))
  }

  private func haveSequencesMoved(_ connection: ExclusiveConnection) throws -> Bool {
    let known = try connection.query(PoolStatements.sequences).rows
    let names = known.compactMap { row in row["oid"].flatMap { oid in row["name"].map { (oid: oid, name: $0) } } }
    guard names.count == contents.sequences.count, !names.isEmpty else { return !names.isEmpty }
    return try connection.query(PoolStatements.positions(names)).rows.contains { row in
      let sequence = row["oid"].flatMap { UInt32($0) }.flatMap { contents.sequence($0) }
      return sequence.map { String($0.lastValue) } != row["last_value"]
        || sequence.map { $0.isCalled ? "t" : "f" } != row["is_called"]
    }
  }

  /// Puts the database back, if it can be proved that this leads to what the template is.
  ///
  /// - Parameters:
  ///   - counters: As they were when nobody was connected any more.
  ///   - recent: What was looked at first.
  ///   - isVisited: Whether a test has had something run on a connection that was there already.
  func reset(
    _ session: MemberSession, from counters: Counters, recent: (tables: Set<UInt32>, sequences: Set<UInt32>),
    isVisited: Bool
  ) -> Proof {
    fetchedByReaders = nil
    do {
      var now = counters
      let proof = try prove(session, &now, recent, isVisited: isVisited)
      if case .clean = proof { baseline.take(now) }
      guard case .touched(let tables, let sequences) = proof else { return proof }
      let emptied = tables.sorted().compactMap(contents.table)
      let written = try session.putBack(
        tables: emptied, sequences: sequences.sorted().compactMap(contents.sequence), method)
      if foresee(now, written, sequences) { return proof }
      let reason = try settle(session, since: now, tables: tables, sequences: sequences)
      return reason.map { .unproved($0) } ?? proof
    } catch let error as PostgresError where error.code != .connectionLost {
      return .unproved(.resetFailed)
    } catch {
      return .unproved(.connectionLost)
    }
  }

  /// What the counters prove; more of them are read where the recent objects don't explain the sums.
  private func prove(
    _ session: MemberSession, _ now: inout Counters, _ recent: (tables: Set<UInt32>, sequences: Set<UInt32>),
    isVisited: Bool
  ) throws -> Proof {
    guard now.isCounting, now.surroundings == baseline.surroundings else { return .unproved(.surroundingsChanged) }
    // Most who write there do so in other databases.
    if now.additionsWritten != baseline.additionsWritten, try session.hasAdditions() {
      return .unproved(.surroundingsChanged)
    }
    guard try now.dependencies == baseline.dependencies || session.dependencies() == dependencies else {
      return .unproved(.writtenElsewhere)
    }
    var moved = now.moved(since: baseline, isComplete: false)
    if moved == nil, !scans {
      now.add(try session.counters(tables: [], sequences: [], scans: true))
      moved = now.moved(since: baseline, isComplete: false)
      scans = true
    } else if let moved {
      // Tests that use other tables each time are followed by such a one, for the most part, and the others as well.
      scans = scans && !(moved.tables.isSubset(of: recent.tables) && moved.sequences.isSubset(of: recent.sequences))
    }
    if moved == nil {
      let counts = try session.allCounts()
      now.written.counts = counts.tables
      now.fetched.counts = counts.sequences
      moved = now.moved(since: baseline, isComplete: true)
    }
    if moved == nil { moved = try rewritten(session, now) }
    guard let moved else { return .unproved(.writtenElsewhere) }
    // Nobody has been there since, and yet it is not what was foreseen.
    if !isVisited, now.sessions == baseline.sessions { surprising.formUnion(foreseen.intersection(moved.tables)) }
    foreseen = []
    if moved.tables.isEmpty && moved.sequences.isEmpty { return .clean }
    guard let emptied = method.tables(for: moved.tables, of: contents) else { return .unproved(.notResettable) }
    return .touched(tables: emptied, sequences: moved.sequences)
  }

  /// Takes for the new baseline what the counters must be after a reset, without looking, if that is known.
  ///
  /// It is but for long values, which are rows of their own elsewhere, and that nobody counts for us. Where there were any,
  /// or somebody had been there meanwhile, the database does not prove clean when it is taken; it is put back once more
  /// then, and its tables are looked at from then on.
  private func foresee(_ before: Counters, _ written: [UInt32: Int64], _ sequences: Set<UInt32>) -> Bool {
    guard method == .delete, surprising.isDisjoint(with: written.keys) else { return false }
    // VACUUM waits for nothing less than counters that were looked at.
    guard !needsVacuum(after: written) else { return false }
    var after = before
    for (table, rows) in written {
      after.written.counts[table] = (before.written.counts[table] ?? baseline.written.counts[table] ?? 0) + rows
      after.written.total += rows
    }
    for sequence in sequences {
      guard let cost = resetCosts[sequence], let count = before.fetched.counts[sequence] else { return false }
      after.fetched.counts[sequence] = count + cost
      after.fetched.total += cost
    }
    for (table, rows) in written { deleted[table, default: 0] += rows }
    foreseen = Set(written.keys)
    baseline.take(after)
    return true
  }

  /// What moved where that and TRUNCATE together explain the sums: what has a new file counts as touched.
  private func rewritten(
    _ session: MemberSession, _ now: Counters
  ) throws -> (tables: Set<UInt32>, sequences: Set<UInt32>)? {
    let found = try session.files()
    guard method == .delete, let (tables, sequences, rows) = found.rewritten(since: files, in: contents), rows > 0
    else { return nil }
    // What was written in pg_class is explained, and has no part in what is to be explained.
    baseline.written.total += rows
    guard let moved = now.moved(since: baseline, isComplete: true) else { return nil }
    files = found
    updates += rows
    return (moved.tables.union(tables), moved.sequences.union(sequences))
  }

  /// Takes the counters as they are after a reset for the new baseline, if the reset alone explains them.
  ///
  /// - Returns: Why it does not; `nil` where it does.
  private func settle(
    _ session: MemberSession, since before: Counters, tables: Set<UInt32>, sequences: Set<UInt32>
  ) throws -> Proof.Reason? {
    let now = try session.counters(after: before, tables: Array(tables), sequences: Array(sequences))
    let earlier = now.written.counts.keys.map { ($0, before.written.counts[$0] ?? baseline.written.counts[$0] ?? 0) }
    let ledger = Counters.Ledger(total: before.written.total, counts: Dictionary(earlier) { first, _ in first })
    // TRUNCATE writes in catalogs, too; there it has to do that nobody else was there.
    let isExplained = method == .truncate || now.written.moved(since: ledger, isComplete: false) != nil
    guard isExplained else { return .resetFailed }
    // Nor may anybody have come meanwhile, changed what had been put back already, and gone.
    guard now.connections == 0, now.sessions == before.sessions else { return .clientCameBack }
    for oid in tables {
      deleted[oid, default: 0] += (now.written.counts[oid] ?? 0) - (ledger.counts[oid] ?? 0)
    }
    for sequence in sequences {
      resetCosts[sequence] = now.fetched.counts[sequence].flatMap { after in
        before.fetched.counts[sequence].map { after - $0 }
      }
    }
    baseline.take(before)
    baseline.take(now)
    return try vacuumWhereNeeded(session) ? nil : .resetFailed
  }

  private func needsVacuum(after written: [UInt32: Int64]) -> Bool {
    updates > RelationFiles.updatesLimit
      || written.contains { deleted[$0.key, default: 0] + $0.value > Self.deletedRowsLimit }
  }

  private func vacuumWhereNeeded(_ session: MemberSession) throws -> Bool {
    let full = deleted.filter { $0.value > Self.deletedRowsLimit }.keys
    guard !full.isEmpty || updates > RelationFiles.updatesLimit else { return true }
    try session.vacuum(full.compactMap(contents.table))
    for oid in full { deleted[oid] = nil }
    if updates > RelationFiles.updatesLimit {
      try session.vacuumRelations()
      updates = 0
    }
    let now = try session.counters(tables: [], sequences: [], scans: false)
    return now.written.total == baseline.written.total && now.fetched.total == baseline.fetched.total
  }
}

internal import LeaseProtocol
internal import LibPQ

/// The databases of a session, by the kinds that tests ask for.
actor SessionDatabases {
  private let workshop: CloneWorkshop
  /// Many clones, for a test each.
  nonisolated let pool: Pool
  /// The session's own database, for one test at a time.
  private let shared: Pool
  /// Those that several tests read in at the same time.
  private let reading: ReadingRoom
  private let forReading: Pool

  /// - Parameters:
  ///   - limit: How many clones there may be at the same time.
  ///   - check: Compares each with the template when it was put back.
  ///   - cameBack: Hears of clients of earlier tests that came back to a database that nobody had.
  ///   - onWriting: Hears of tests after which a database was found written in that others only read in.
  init(
    workshop: CloneWorkshop, limit: Int, check: IsolationCheck? = nil,
    cameBack: @escaping @Sendable ([EndedConnection]) -> Void = { _ in },
    onWriting: @escaping @Sendable (LeaseToken) -> Void = { _ in }
  ) {
    self.workshop = workshop
    /// A pool of databases that are made so, and checked where that is asked for.
    func pool(
      limit: Int, nestedLimit: Int? = nil, make: @escaping @Sendable (Int) async throws -> Member,
      drop: @escaping @Sendable (Member) async -> Void
    ) -> Pool {
      var isRight: (@Sendable (Member) async -> Bool)?
      if let check { isRight = { member in await check.check(member) } }
      let workshop = Pool.Workshop(
        make: { number in
          let member = try await make(number)
          try await check?.begin(with: member)
          return member
        }, drop: drop, check: isRight)
      return Pool(workshop: workshop, limit: limit, nestedLimit: nestedLimit, cameBack: cameBack)
    }
    // There is but one of that name, which is dropped before it is made anew.
    shared = pool(limit: 1, nestedLimit: 1, make: { _ in try await workshop.makeShared() }, drop: { await $0.close() })
    if workshop.hasOneDatabase {
      self.pool = shared
      forReading = shared
    } else {
      self.pool = pool(limit: limit, make: { try await workshop.make($0) }, drop: { await workshop.drop($0) })
      // Another one is made where somebody has written in the first.
      forReading = pool(
        limit: 1, nestedLimit: 4, make: { try await workshop.makeForReading($0) }, drop: { await workshop.drop($0) })
    }
    reading = ReadingRoom(pool: forReading, onWriting: onWriting)
  }

  /// The kind of database that a test gets for the one it asks for: where there is but one, it is no other than the pool's.
  nonisolated func kind(for kind: LeaseKind) -> LeaseKind {
    workshop.hasOneDatabase && kind == .shared ? .pooled : kind
  }

  /// Makes what will be needed soon.
  nonisolated func warmUp() { pool.warmUp() }

  /// A clean database; waits until there is one.
  ///
  /// - Parameter isNested: Whether the test has one already, and keeps it meanwhile.
  func take(_ kind: LeaseKind, for lease: LeaseToken, isNested: Bool = false) async throws -> Member {
    switch kind {
    case .pooled, .clone: try await pool.take(for: lease, isNested: isNested)
    case .shared: try await shared.take(for: lease)
    case .readOnly: try await reading.enter(lease)
    }
  }

  /// Takes a database back.
  ///
  /// - Parameter lease: The test's that had it.
  /// - Returns: The clients that had to be ended, once nobody is connected any more; it is put back after that.
  @discardableResult
  func giveBack(_ member: Member, _ kind: LeaseKind, for lease: LeaseToken) async -> [EndedConnection] {
    switch kind {
    case .pooled: return await pool.giveBack(member)
    case .shared: return await shared.giveBack(member)
    case .clone:
      await member.putRolesBack()
      pool.discard(member)
      return []
    case .readOnly: return await reading.leave(member, lease)
    }
  }

  /// The connection for what a test has run here, in the role that the test itself connects as.
  ///
  /// - Parameters:
  ///   - lease: The test's.
  ///   - sql: What will be run there.
  func visit(
    _ member: Member, _ kind: LeaseKind, for lease: LeaseToken, _ sql: String
  ) async throws -> Connection {
    guard kind == .readOnly else { return try await member.visit(sql) }
    return try await reading.visit(lease, dsn(member, .readOnly))
  }

  /// Forgets the connection for what a test has run, which was lost: the next visit makes another one.
  func forgetVisit(_ member: Member, _ kind: LeaseKind, for lease: LeaseToken) async {
    if kind == .readOnly { await reading.forgetVisit(lease) } else { member.forgetVisit() }
  }

  /// Ends what runs on that connection.
  func interruptVisit(_ member: Member, _ kind: LeaseKind, for lease: LeaseToken) async {
    if kind == .readOnly { await reading.interrupt(member, lease) } else { await member.interruptVisit() }
  }

  /// Ends what a lease that only read has here of its own.
  func endReading(_ lease: LeaseToken) async { await reading.endVisits(lease) }

  /// Runs something in a database as its owner, with no connection of it left afterwards that tests would not have.
  ///
  /// - Parameter sql: What will be run.
  nonisolated func asOwner(
    of member: Member, _ sql: String, _ body: (Connection) async throws -> Void
  ) async throws {
    guard workshop.server.testsHaveOtherRole else { return try await body(member.visit(sql)) }
    let connection = try await Connection.open(workshop.ownerDSN(member.database))
    do {
      try await body(connection)
    } catch {
      await connection.close()
      throw error
    }
    await connection.close()
  }

  /// Leaves a database as a test left it, where that is its own.
  ///
  /// - Parameter beyondSession: Whether it stays when the session goes.
  /// - Returns: Its name from now on; `nil` where it is not left, and still to be given back.
  func leave(_ member: Member, _ kind: LeaseKind, beyondSession: Bool) async throws -> String? {
    guard kind != .readOnly, !workshop.hasOneDatabase else { return nil }
    await member.putRolesBack()
    var database = member.database
    if kind == .shared {
      // The next test of this kind needs its name, and may be waiting for it.
      await member.close()
      database = try await workshop.setAside()
      await shared.leave(member)
    } else {
      await pool.leave(member)
    }
    if beyondSession { try await workshop.keep(database) }
    return database
  }

  /// Has a database that was left as it is stay when the session goes.
  nonisolated func keep(_ database: String) async throws { try await workshop.keep(database) }

  /// Waits for what is under way. The databases themselves go with the session.
  func close() async {
    await pool.close()
    await shared.close()
    await forReading.close()
  }

  /// What the pool has done.
  nonisolated var statistics: PoolStatistics { pool.statistics }

  /// What is said of a database to the test that gets it.
  nonisolated func letter(_ member: Member, _ kind: LeaseKind) -> LeaseLetter {
    LeaseLetter(dsn(member, kind), kind, database: member.database, socket: workshop.server.socketPath)
  }

  private nonisolated func dsn(_ member: Member, _ kind: LeaseKind) -> DSN {
    kind == .readOnly ? workshop.readerDSN(member.database) : workshop.testsDSN(member.database)
  }

  /// Ends the clients of earlier leases that came back to a database that another one has now.
  ///
  /// - Parameter leases: Those that each database belongs to now.
  nonisolated func endReturned(_ leases: [String: Set<LeaseToken>]) async throws -> [EndedConnection] {
    try await workshop.endReturned(leases)
  }

  /// The server that the databases are on.
  nonisolated var server: DatabaseServer { workshop.server }
}

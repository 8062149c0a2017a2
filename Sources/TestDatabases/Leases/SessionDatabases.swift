internal import LeaseProtocol
internal import LibPQ

/// The databases of a session, by the kinds that tests ask for.
actor SessionDatabases {
  private let workshop: CloneWorkshop
  /// Many clones, for a test each.
  nonisolated let pool: Pool
  /// The session's own database, for one test at a time.
  private let shared: Pool
  /// A clone that tests only read, and how many have it now.
  private var reading: Reading?
  /// Where what each of those tests has run here is run, in their role.
  private var readerConnections: [LeaseToken: Task<Connection, any Error>] = [:]

  private struct Reading {
    let member: Task<Member, any Error>
    var readers = 1
  }

  /// - Parameters:
  ///   - limit: How many clones there may be at the same time.
  ///   - check: Compares each with the template when it was put back.
  ///   - cameBack: Hears of clients of earlier tests that came back to a database that nobody had.
  init(
    workshop: CloneWorkshop, limit: Int, check: IsolationCheck? = nil,
    cameBack: @escaping @Sendable ([EndedConnection]) -> Void = { _ in }
  ) {
    self.workshop = workshop
    var isRight: (@Sendable (Member) async -> Bool)?
    if let check { isRight = { member in await check.check(member) } }
    shared = Pool(
      workshop: Pool.Workshop(
        make: { _ in
          let member = try await workshop.makeShared()
          try await check?.begin(with: member)
          return member
        },
        // There is but one of that name, which is dropped before it is made anew.
        drop: { await $0.close() }, check: isRight), limit: 1, nestedLimit: 1, cameBack: cameBack)
    if workshop.hasOneDatabase {
      pool = shared
      return
    }
    pool = Pool(
      workshop: Pool.Workshop(
        make: { number in
          let member = try await workshop.make(number)
          try await check?.begin(with: member)
          return member
        }, drop: { await workshop.drop($0) }, check: isRight), limit: limit, cameBack: cameBack)
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
    case .readOnly: try await read(for: lease)
    }
  }

  /// Takes a database back.
  ///
  /// - Returns: The clients that had to be ended, once nobody is connected any more; it is put back after that.
  @discardableResult
  func giveBack(_ member: Member, _ kind: LeaseKind) async -> [EndedConnection] {
    switch kind {
    case .pooled: return await giveBack(member, to: pool)
    case .shared: return await giveBack(member, to: shared)
    case .clone:
      await member.putRolesBack()
      pool.discard(member)
      return []
    case .readOnly:
      reading?.readers -= 1
      guard reading?.readers == 0 else { return [] }
      reading = nil
      return await giveBack(member, to: pool)
    }
  }

  private func giveBack(_ member: Member, to pool: Pool) async -> [EndedConnection] {
    await withCheckedContinuation { continuation in
      pool.giveBack(member, isAwaited: true) { continuation.resume(returning: $0) }
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
    // One for each: settings and transactions are no concern of others who read.
    if let known = readerConnections[lease] { return try await known.value }
    let task = Task { try await Connection.open(dsn(member, .readOnly)) }
    readerConnections[lease] = task
    return try await task.value
  }

  /// Ends what a lease that only read has here of its own.
  func endReading(_ lease: LeaseToken) async {
    try? await readerConnections.removeValue(forKey: lease)?.value.close()
  }

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
  /// - Returns: Whether it is left; otherwise it is still to be given back.
  func leave(_ member: Member, _ kind: LeaseKind, beyondSession: Bool) async throws -> Bool {
    guard kind == .pooled || kind == .clone, !workshop.hasOneDatabase else { return false }
    await member.putRolesBack()
    if beyondSession { try await workshop.keep(member) }
    await pool.leave(member)
    return true
  }

  /// Waits for what is under way. The databases themselves go with the session.
  func close() async {
    await pool.close()
    await shared.close()
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
  /// - Parameter leases: The lease that each database belongs to now.
  nonisolated func endReturned(_ leases: [String: LeaseToken]) async throws -> [EndedConnection] {
    try await workshop.endReturned(leases)
  }

  /// The server that the databases are on.
  nonisolated var server: DatabaseServer { workshop.server }

  private func read(for lease: LeaseToken) async throws -> Member {
    let task: Task<Member, any Error>
    if let reading {
      task = reading.member
      self.reading?.readers += 1
    } else {
      // Those who join may have one already, which the one who came first must not keep waiting.
      task = Task { try await pool.take(for: lease, isNested: true) }
      reading = Reading(member: task)
    }
    do {
      return try await task.value
    } catch {
      // Others may have begun anew meanwhile.
      if reading?.member == task { reading = nil }
      throw error
    }
  }
}

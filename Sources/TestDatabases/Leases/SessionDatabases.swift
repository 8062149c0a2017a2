internal import LeaseProtocol
internal import LibPQ

/// The databases of a session, by the kinds that tests ask for.
actor SessionDatabases {
  private let workshop: CloneWorkshop
  /// Many clones, for a test each.
  private let pool: Pool
  /// The session's own database, for one test at a time.
  private let shared: Pool
  /// A clone that tests only read, and how many have it now.
  private var reading: (member: Task<Member, any Error>, readers: Int)?
  /// Where what those tests have run here is run, in their role.
  private var readerConnection: Task<Connection, any Error>?

  init(workshop: CloneWorkshop, limit: Int) {
    self.workshop = workshop
    pool = Pool(
      workshop: Pool.Workshop {
        try await workshop.make($0)
      } drop: {
        await workshop.drop($0)
      }, limit: limit)
    shared = Pool(
      workshop: Pool.Workshop { _ in
        try await workshop.makeShared()
      } drop: {
        // There is but one of that name, which is dropped before it is made anew.
        await $0.close()
      }, limit: 1)
  }

  /// Makes what will be needed soon.
  func warmUp() async { await pool.warmUp() }

  /// A clean database; waits until there is one.
  func take(_ kind: LeaseKind) async throws -> Member {
    switch kind {
    case .pooled, .clone: try await pool.take()
    case .shared: try await shared.take()
    case .readOnly: try await read()
    }
  }

  /// Takes a database back.
  ///
  /// - Parameter leaked: Told the last queries of the clients that had to be ended, once that is known.
  func giveBack(_ member: Member, _ kind: LeaseKind, leaked: @escaping @Sendable ([String]) -> Void) async {
    switch kind {
    case .pooled: await pool.giveBack(member, leaked: leaked)
    case .shared: await shared.giveBack(member, leaked: leaked)
    case .clone:
      leaked([])
      await pool.discard(member)
    case .readOnly:
      reading?.readers -= 1
      guard reading?.readers == 0 else { return leaked([]) }
      reading = nil
      let connection = readerConnection
      readerConnection = nil
      try? await connection?.value.close()
      await pool.giveBack(member, leaked: leaked)
    }
  }

  /// The connection for what a test has run here, in the role that the test itself connects as.
  func visit(_ member: Member, _ kind: LeaseKind) async throws -> Connection {
    guard kind == .readOnly else { return try await member.visit() }
    if let readerConnection { return try await readerConnection.value }
    let task = Task { try await Connection.open(dsn(member, .readOnly)) }
    readerConnection = task
    return try await task.value
  }

  /// Keeps a database as a test left it, where that is its own.
  ///
  /// - Returns: Whether it is kept; otherwise it is still to be given back.
  func keep(_ member: Member, _ kind: LeaseKind) async throws -> Bool {
    guard kind == .pooled || kind == .clone else { return false }
    try await workshop.keep(member)
    await pool.leave(member)
    return true
  }

  /// Waits for what is under way. The databases themselves go with the session.
  func close() async {
    await pool.close()
    await shared.close()
  }

  /// What the pool has done.
  var statistics: Pool.Statistics { get async { await pool.statistics } }

  /// Where the tests connect to a database.
  nonisolated func dsn(_ member: Member, _ kind: LeaseKind) -> DSN {
    kind == .readOnly ? workshop.readerDSN(member.database) : workshop.ownerDSN(member.database)
  }

  /// The server that the databases are on.
  nonisolated var server: DatabaseServer { workshop.server }

  /// The path of the server's socket, where it has one on this machine.
  nonisolated var socketPath: String? { workshop.server.socketPath }

  private func read() async throws -> Member {
    if reading == nil { reading = (Task { try await pool.take() }, 0) }
    reading?.readers += 1
    guard let task = reading?.member else { throw CancellationError() }
    do {
      return try await task.value
    } catch {
      reading = nil
      throw error
    }
  }
}

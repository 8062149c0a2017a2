internal import LeaseProtocol
internal import LibPQ
internal import MigrationRunner
internal import SQLMigrations
internal import Supervision

/// Knows which test has which database, and hands out and takes back.
///
/// It is no actor, since most leases are answered without a task: see ``Pool``.
final class LeaseDesk: Sendable {
  let databases: SessionDatabases
  let register: LeaseRegister
  let book: Locked<LeaseBook>
  let tell: @Sendable (Session.Event) -> Void
  let times = LeaseTimes()
  let failed: FailedDatabases
  /// The tests whose process has ended in the middle of them, where their databases may be wanted.
  let broken = Locked<[BrokenTest]>([])
  private let check: IsolationCheck?

  /// - Parameters:
  ///   - databases: What is handed out.
  ///   - register: Gives the leases their tokens.
  ///   - failed: What becomes of the database of a test that failed.
  ///   - check: Looks after each test at what belongs to the whole server.
  ///   - tell: Hears of tests that left connections open, and of databases that stay.
  init(
    databases: SessionDatabases, register: LeaseRegister, failed: FailedDatabases, check: IsolationCheck? = nil,
    tell: @escaping @Sendable (Session.Event) -> Void
  ) {
    self.check = check
    self.databases = databases
    self.register = register
    self.failed = failed
    self.tell = tell
    book = Locked(LeaseBook())
  }

  func newClient() -> UInt64 { book.withLock { $0.newClient() } }

  /// Hands out a database at once, where one is ready; for a thread that may wait for one statement.
  func takeAtOnce(_ take: LeaseRequest.Take, for client: UInt64) -> LeaseReply.Lease? {
    guard take.kind == .pooled, take.fixtures.isEmpty, databases.pool.isReady else { return nil }
    let start = ContinuousClock.now
    let token = register.add(take.test)
    return databases.pool.takeReady(for: token).map { record(token, $0, take, client, since: start) }
  }

  /// Takes a database back without a task, where nothing has to be waited for but its clients.
  ///
  /// - Parameter reply: Told what came of it.
  /// - Returns: False where it has to be taken back the long way: then there is no reply.
  func takeBackAtOnce(
    _ release: LeaseRequest.Release, reply: @escaping @Sendable (LeaseReply.Released) -> Void
  ) -> Bool {
    guard !release.failed, check == nil, let (token, taken) = book.withLock({ $0.removePooled(release.lease) }) else {
      return false
    }
    databases.pool.giveBack(taken.member) { [self] ended in
      reply(released(token, taken, ended))
    }
    return true
  }

  /// Answers a request of a client's.
  func answer(_ action: LeaseRequest.Action, to client: UInt64) async -> LeaseReply.Outcome {
    do {
      return try await outcome(of: action, client: client)
    } catch let error as PostgresError {
      let explained = ServerTrouble.explained(error, on: databases.server)
      return .failure(LeaseReply.Failure(message: "\(explained)", sqlState: error.sqlState))
    } catch is CancellationError {
      return .failure(LeaseReply.Failure(message: "the run is ending"))
    } catch {
      return .failure(LeaseReply.Failure(message: "\(error)"))
    }
  }

  private func outcome(of action: LeaseRequest.Action, client: UInt64) async throws -> LeaseReply.Outcome {
    switch action {
    case .hello(let hello):
      guard hello.version == LeaseAddress.version else {
        let versions = "\(hello.version), and this db-tool version \(LeaseAddress.version)"
        return .failure(
          LeaseReply.Failure(
            message: "the tests speak version \(versions) of the protocol: build both from the same swift-db-test"))
      }
      databases.warmUp()
      return .welcome(LeaseRequest.Hello())
    case .take(var take):
      take.kind = databases.kind(for: take.kind)
      return .lease(try await hand(out: take, client: client))
    case .release(let release): return .released(try await takeBack(release))
    case .query(let query):
      let result = try await visit(query.lease, query.sql) { try await $0.query(query.sql, query.parameters) }
      let rows = result.rows.map { row in result.columns.indices.map { row[$0] } }
      return .rows(LeaseReply.Rows(columns: result.columns, rows: rows, count: result.affectedRows))
    case .execute(let execute):
      try await visit(execute.lease, execute.sql) { try await $0.execute(execute.sql) }
      return .done(LeaseReply.Done())
    case .truncate(let truncate):
      try await visit(truncate.lease, "") { try await Self.truncate(truncate.tables, $0) }
      return .done(LeaseReply.Done())
    }
  }

  private func hand(out take: LeaseRequest.Take, client: UInt64) async throws -> LeaseReply.Lease {
    if take.kind == .readOnly, !take.fixtures.isEmpty {
      throw SessionError(.notOurs, "a database that others read at the same time takes no fixtures")
    }
    let start = ContinuousClock.now
    let token = register.add(take.test)
    let member = try await member(take, for: token)
    do {
      if !take.fixtures.isEmpty { try await run(take.fixtures, in: member) }
      // Whoever wanted it may be gone.
      try Task.checkCancellation()
    } catch {
      await databases.giveBack(member, take.kind, for: token)
      throw error
    }
    return record(token, member, take, client, since: start)
  }

  private func member(_ take: LeaseRequest.Take, for token: LeaseToken) async throws -> Member {
    guard let within = take.within.flatMap({ LeaseToken($0) }) else {
      return try await databases.take(take.kind, for: token)
    }
    try book.withLock { try $0.beginWait(token, take.kind, within: within, limit: databases.pool.nestedLimit) }
    defer { book.withLock { $0.endWait(token) } }
    return try await databases.take(take.kind, for: token, isNested: true)
  }

  /// Writes down who has a database, and since when he has waited for it.
  private func record(
    _ token: LeaseToken, _ member: Member, _ take: LeaseRequest.Take, _ client: UInt64,
    since start: ContinuousClock.Instant
  ) -> LeaseReply.Lease {
    times.add(since: start)
    let taken = LeaseBook.Taken(
      member: member, kind: take.kind, client: client, test: take.test,
      within: take.within.flatMap { LeaseToken($0) }, log: ServerLog(of: databases.server)?.end)
    let letter = book.withLock { book in
      book.add(token, taken)
      return book.letter(taken) { databases.letter(member, take.kind) }
    }
    if book.withLock({ $0.beginPatrol() }) { Task { await patrol() } }
    return letter.lease(token)
  }

  private func run(_ fixtures: [String], in member: Member) async throws {
    let seeds = try Seeds.read(files: fixtures, in: PackageDirectory("/"))
    // As the migrations: what a test may not do itself has to be there for it.
    let sql = seeds.scripts.map(\.text).joined(separator: "\n")
    try await databases.asOwner(of: member, sql) { _ = try await MigrationRunner(connection: $0).run(seeds) }
  }

  /// Empties tables: these, or all.
  private static func truncate(_ tables: [String]?, _ connection: Connection) async throws {
    let names =
      if let tables { tables } else {
        try await connection.query(PoolStatements.tablesWithRows).rows.compactMap { $0["name"] }
      }
    if !names.isEmpty { try await connection.execute(PoolStatements.truncate(names)) }
  }

  private func takeBack(_ release: LeaseRequest.Release) async throws -> LeaseReply.Released {
    let (token, taken) = try book.withLock { try $0.remove(release.lease) }
    let log = release.failed ? taken.log.flatMap { $0.lines(about: taken.member.database) } : nil
    if let log { tell(.logged(test: taken.test, lines: log)) }
    await visitsEnd(token, taken)
    do {
      if release.failed && failed != .putBack,
        let database = try await databases.leave(taken.member, taken.kind, beyondSession: failed == .kept)
      {
        let test = taken.test
        tell(failed == .kept ? .kept(test: test, database: database) : .held(test: test, database: database))
        return LeaseReply.Released(strangers: book.withLock { $0.takeStrangers(token) }, log: log)
      }
    } catch {
      tell(.warning("the database of \(taken.test), which failed, can't be kept: \(error)"))
    }
    return await giveBack(token, taken, log: log)
  }

  /// Gives a database back to where it came from.
  ///
  /// - Parameter log: What the server logged about it.
  @discardableResult
  func giveBack(
    _ token: LeaseToken, _ taken: LeaseBook.Taken, log: String? = nil
  ) async -> LeaseReply.Released {
    if taken.kind == .readOnly { await databases.endReading(token) }
    let ended = await databases.giveBack(taken.member, taken.kind, for: token)
    if taken.kind == .readOnly { book.withLock { $0.hasLeft(token) } }
    await check?.checkCluster(after: taken.test)
    return released(token, taken, ended, log: log)
  }

  /// Tells of connections that had to be ended.
  ///
  /// A client that has named itself is the test's own, as far as anybody can know.
  private func released(
    _ token: LeaseToken, _ taken: LeaseBook.Taken, _ ended: [EndedConnection], log: String? = nil
  ) -> LeaseReply.Released {
    let strangers = book.withLock { $0.takeStrangers(token) }
    if ended.isEmpty { return LeaseReply.Released(strangers: strangers, log: log) }
    let own = ended.filter { $0.lease == token || $0.lease == nil }.map(\.query)
    if !own.isEmpty { tell(.leaked(test: taken.test, queries: own)) }
    let others = ended.filter { $0.lease != token && $0.lease != nil }
    tellOfReturned(others)
    return LeaseReply.Released(leaked: own, strangers: strangers + others.map(\.query), log: log)
  }

  /// Takes everything back and hands out nothing any more.
  func close() async {
    book.withLock { $0.close() }
    await databases.close()
  }
}

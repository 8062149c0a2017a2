internal import LeaseProtocol
internal import LibPQ
internal import MigrationRunner
internal import SQLMigrations
internal import Supervision

/// Knows which test has which database, and hands out and takes back.
actor LeaseDesk {
  private let databases: SessionDatabases
  private var leases: [String: Taken] = [:]
  private var leaks: [String: LeakReport] = [:]
  /// How many statements run in a database that a test has.
  private var visits: [String: Int] = [:]
  private var lastClient: UInt64 = 0
  private var lastLease = 0
  private let keepsFailed: Bool
  private let tell: @Sendable (Session.Event) -> Void

  /// A database that a test has.
  private struct Taken {
    let member: Member
    let kind: LeaseKind
    let client: UInt64
    /// The test's name.
    let test: String
    /// What the server logs from then on is about this test or about others that run meanwhile.
    let log: ServerLog.Place?
  }

  /// - Parameters:
  ///   - databases: What is handed out.
  ///   - keepsFailed: Whether the database of a test that failed stays.
  ///   - tell: Hears of tests that left connections open, and of databases that stay.
  init(databases: SessionDatabases, keepsFailed: Bool, tell: @escaping @Sendable (Session.Event) -> Void) {
    self.databases = databases
    self.keepsFailed = keepsFailed
    self.tell = tell
  }

  func newClient() -> UInt64 {
    lastClient += 1
    return lastClient
  }

  /// Answers a request of a client's.
  func answer(_ action: LeaseRequest.Action, to client: UInt64) async -> LeaseReply.Outcome {
    do {
      return try await outcome(of: action, client: client)
    } catch let error as PostgresError {
      return .failure(LeaseReply.Failure(message: "\(error)", sqlState: error.sqlState))
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
      await databases.warmUp()
      return .welcome(LeaseRequest.Hello())
    case .take(let take): return .lease(try await hand(out: take, client: client))
    case .release(let release): return .released(try await takeBack(release))
    case .leaks(let leaks):
      let report = self.leaks.removeValue(forKey: leaks.lease)
      return .leaked(LeaseReply.Leaked(queries: await report?.queries ?? []))
    case .query(let query):
      let result = try await visit(query.lease) { try await $0.query(query.sql, query.parameters) }
      let rows = result.rows.map { row in result.columns.indices.map { row[$0] } }
      return .rows(LeaseReply.Rows(columns: result.columns, rows: rows, count: result.affectedRows))
    case .execute(let execute):
      try await visit(execute.lease) { try await $0.execute(execute.sql) }
      return .done(LeaseReply.Done())
    case .truncate(let truncate):
      try await visit(truncate.lease) { try await Self.truncate(truncate.tables, $0) }
      return .done(LeaseReply.Done())
    }
  }

  private func hand(out take: LeaseRequest.Take, client: UInt64) async throws -> LeaseReply.Lease {
    let taken = Taken(
      member: try await databases.take(take.kind), kind: take.kind, client: client, test: take.test,
      log: ServerLog(of: databases.server)?.end)
    do {
      if !take.fixtures.isEmpty { try await run(take.fixtures, in: taken.member) }
      // Whoever wanted it may be gone.
      try Task.checkCancellation()
    } catch {
      await giveBack(taken, LeakReport())
      throw error
    }
    lastLease += 1
    let token = "\(lastLease)"
    leases[token] = taken
    let dsn = databases.dsn(taken.member, taken.kind)
    return LeaseReply.Lease(
      token: token, dsn: dsn.url, host: dsn["host"], port: dsn["port"].flatMap { Int($0) } ?? 5432,
      user: dsn["user"], password: dsn["password"], database: taken.member.database, socket: databases.socketPath)
  }

  private func run(_ fixtures: [String], in member: Member) async throws {
    let seeds = try Seeds.read(files: fixtures, in: PackageDirectory("/"))
    _ = try await MigrationRunner(connection: member.visit()).run(seeds)
  }

  /// Empties tables: these, or all.
  private static func truncate(_ tables: [String]?, _ connection: Connection) async throws {
    let names =
      if let tables { tables } else {
        try await connection.query(PoolStatements.tablesWithRows).rows.compactMap { $0["name"] }
      }
    if !names.isEmpty { try await connection.execute(PoolStatements.truncate(names)) }
  }

  /// Runs something in a database that a test has. None begins once the test has given it back.
  @discardableResult
  private func visit<Result>(
    _ token: String, _ body: (Connection) async throws -> Result
  ) async throws -> Result {
    let taken = try taken(token)
    // From here to there without a pause: a release comes before, or waits for this.
    visits[token, default: 0] += 1
    defer { visits[token] = visits[token].flatMap { $0 > 1 ? $0 - 1 : nil } }
    return try await body(try await databases.visit(taken.member, taken.kind))
  }

  /// Waits for what still runs in a database whose test does not wait for it any more; not for long.
  private func visitsEnd(_ token: String, _ member: Member) async {
    let deadline = ContinuousClock.now + Pool.grace
    while visits[token] != nil {
      if ContinuousClock.now > deadline { await member.interruptVisit() }
      await uncancellableSleep(.milliseconds(2))
    }
  }

  private func taken(_ token: String) throws -> Taken {
    guard let taken = leases[token] else {
      throw SessionError(.notOurs, "this database was given back already, when its test ended")
    }
    return taken
  }

  private func takeBack(_ release: LeaseRequest.Release) async throws -> LeaseReply.Released {
    let taken = try taken(release.lease)
    leases[release.lease] = nil
    let connections = (try? await taken.member.connections()) ?? 0
    let log = release.failed ? taken.log.flatMap { $0.lines(about: taken.member.database) } : nil
    let released = LeaseReply.Released(connections: connections, log: log)
    if release.failed && keepsFailed, try await databases.keep(taken.member, taken.kind) {
      tell(.kept(test: taken.test, database: taken.member.database))
      return released
    }
    let report = LeakReport()
    if connections > 0 { leaks[release.lease] = report }
    if visits[release.lease] == nil {
      await giveBack(taken, report)
    } else {
      Task {
        await visitsEnd(release.lease, taken.member)
        await giveBack(taken, report)
      }
    }
    return released
  }

  private func giveBack(_ taken: Taken, _ report: LeakReport) async {
    let tell = tell
    let test = taken.test
    await databases.giveBack(taken.member, taken.kind) { queries in
      if !queries.isEmpty { tell(.leaked(test: test, queries: queries)) }
      Task { await report.set(queries) }
    }
  }

  /// Takes back what a process had that is gone.
  func takeBackAll(of client: UInt64) async {
    for (token, taken) in leases where taken.client == client {
      leases[token] = nil
      // Another process of the test's may run something there.
      await visitsEnd(token, taken.member)
      await giveBack(taken, LeakReport())
    }
  }

  /// Takes everything back and hands out nothing any more.
  func close() async {
    leases = [:]
    await databases.close()
  }
}

/// What became of the connections to a database that was given back.
private actor LeakReport {
  private var known: [String]?
  private var waiting: [CheckedContinuation<[String], Never>] = []

  var queries: [String] {
    get async {
      if let known { return known }
      return await withCheckedContinuation { waiting.append($0) }
    }
  }

  func set(_ queries: [String]) {
    known = queries
    for continuation in waiting { continuation.resume(returning: queries) }
    waiting = []
  }
}

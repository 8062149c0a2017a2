import LeaseProtocol
import LibPQ
import ProcessTestTools
import Testing

@testable import TestDatabases

@Suite("Whoever hands out databases", .timeLimit(.minutes(5)))
struct LeaseDeskTests {
  /// A desk with so many databases for those who have none.
  func withDesk(
    limit: Int, _ migrations: KeyValuePairs<String, String> = ["0001_a.sql": "CREATE TABLE a (n int)"],
    failed: FailedDatabases = .putBack, onWriting: @escaping @Sendable (LeaseToken) -> Void = { _ in },
    tell: @escaping @Sendable (Session.Event) -> Void = { _ in },
    _ body: (LeaseDesk, Session) async throws -> Void
  ) async throws {
    try await OnServer.performWithPlainOwner { run in
      let session = try await run.open(migrations)
      let databases = SessionDatabases(workshop: session.workshop, limit: limit, onWriting: onWriting)
      let desk = LeaseDesk(databases: databases, register: LeaseRegister(), failed: failed, tell: tell)
      do { try await body(desk, session) } catch {
        await desk.close()
        await session.close()
        throw error
      }
      await desk.close()
      await session.close()
    }
  }

  func take(
    _ desk: LeaseDesk, _ kind: LeaseKind = .pooled, within: String? = nil, fixtures: [String] = []
  ) async throws -> LeaseReply.Lease {
    let take = LeaseRequest.Take(kind: kind, test: "a test", fixtures: fixtures, within: within)
    let answer = await desk.answer(.take(take), to: 1)
    guard case .lease(let lease) = answer else {
      guard case .failure(let failure) = answer else { throw CancellationError() }
      throw Refused(message: failure.message)
    }
    return lease
  }

  struct Refused: Error { let message: String }

  func giveBack(
    _ desk: LeaseDesk, _ lease: LeaseReply.Lease, failed: Bool = false
  ) async throws -> LeaseReply.Released {
    let answer = await desk.answer(.release(LeaseRequest.Release(lease: lease.token, failed: failed)), to: 1)
    guard case .released(let released) = answer else { throw CancellationError() }
    return released
  }

  @Test("has more for tests that have one already, which would wait for each other, and refuses where that has an end")
  func nested() async throws {
    try await withDesk(limit: 2) { desk, _ in
      let outer = [try await take(desk), try await take(desk)]
      let inner = [try await take(desk, within: outer[0].token), try await take(desk, within: outer[1].token)]
      #expect(Set((outer + inner).map(\.database)).count == 4)
      // One of the two may wait: the other one still goes on.
      async let waiting = take(desk, within: inner[0].token)
      try await eventually("it waits") { desk.book.withLock { $0.isAwaited } }
      let refused = await #expect(throws: Refused.self) { try await take(desk, within: inner[1].token) }
      #expect(refused?.message.contains("waits for another one") == true)
      _ = try await giveBack(desk, inner[1])
      let last = try await waiting
      for lease in [last, inner[0]] + outer { _ = try await giveBack(desk, lease) }
    }
  }

  @Test("holds the database of a test that failed as it is, and has another one for the next test")
  func held() async throws {
    let held = Locked<[String]>([])
    try await withDesk(
      limit: 1, failed: .held,
      tell: { event in
        if case .held(_, let database) = event { held.withLock { $0.append(database) } }
      }
    ) { desk, session in
      let first = try await take(desk)
      let connection = try await Connection.open(try DSN(parsing: first.dsn))
      try await connection.execute("INSERT INTO a VALUES (1)")
      _ = try await giveBack(desk, first, failed: true)
      #expect(held.withLock { $0 } == [first.database])
      let second = try await take(desk)
      #expect(second.database != first.database)
      #expect(try await connection.query("SELECT count(*) FROM a").firstValue == "1")
      await connection.close()
      _ = try await giveBack(desk, second)
      #expect(held.withLock { $0 } == [first.database], "that of a test that passed is none of them")
    }
  }

  @Test("refuses the session's own database to a test that has it already, directly or around another one")
  func sharedWithinShared() async throws {
    try await withDesk(limit: 1) { desk, _ in
      let outer = try await take(desk, .shared)
      let inner = try await take(desk, within: outer.token)
      for lease in [outer, inner] {
        let refused = await #expect(throws: Refused.self) { try await take(desk, .shared, within: lease.token) }
        #expect(refused?.message.contains("has the session's own database already") == true)
      }
      for lease in [inner, outer] { _ = try await giveBack(desk, lease) }
    }
  }

  @Test("lets readers who have a database already not wait behind one who has none")
  func nestedReaders() async throws {
    try await withDesk(limit: 2) { desk, _ in
      let outer = [try await take(desk), try await take(desk)]
      async let first = take(desk, .readOnly)
      async let second = take(desk, .readOnly, within: outer[0].token)
      async let third = take(desk, .readOnly, within: outer[1].token)
      let readers = try await [first, second, third]
      #expect(Set(readers.map(\.database)).count == 1)
      for lease in readers + outer { _ = try await giveBack(desk, lease) }
    }
  }

  @Test("tells a test of an earlier one's client that came to its database, and hands that one out no more")
  func stranger() async throws {
    try await withDesk(limit: 1) { desk, session in
      let first = try await take(desk)
      _ = try await giveBack(desk, first)
      let second = try await take(desk)
      #expect(second.database == first.database)
      // With the connection string that the first test had.
      let stranger = try await Connection.open(try DSN(parsing: first.dsn))
      // It may be over by then.
      _ = try? await stranger.query("SELECT 'stranger'")
      await #expect(throws: PostgresError.self) {
        while true {
          _ = try await stranger.query("SELECT 'stranger'")
          try await Task.sleep(for: .milliseconds(10))
        }
      }
      let released = try await giveBack(desk, second)
      #expect(released.leaked == [])
      #expect(released.strangers.count == 1)
      let third = try await take(desk)
      #expect(third.database != second.database)
      _ = try await giveBack(desk, third)
    }
  }

  @Test("hands it out no more either where that client is found when the test ends, whichever way that one goes back")
  func strangerAtTheEnd() async throws {
    try await withDesk(limit: 1) { desk, _ in
      // Nobody looks for such clients before.
      _ = desk.book.withLock { $0.beginPatrol() }
      for _ in 0..<3 {
        let first = try await take(desk)
        _ = try await giveBack(desk, first)
        let second = try await take(desk)
        #expect(second.database == first.database)
        let stranger = try await Connection.open(try DSN(parsing: first.dsn))
        _ = try await stranger.query("SELECT 'stranger'")
        #expect(try await giveBack(desk, second).strangers == ["SELECT 'stranger'"])
        let third = try await take(desk)
        #expect(third.database != second.database)
        _ = try await giveBack(desk, third)
        await stranger.close()
      }
    }
  }

  @Test("tells a test of such a client, too, that is found while it gives its database back")
  func strangerMeanwhile() async throws {
    try await withDesk(limit: 1) { desk, _ in
      // Nobody else looks.
      _ = desk.book.withLock { $0.beginPatrol() }
      let lease = try await take(desk)
      _ = try #require(desk.book.withLock { $0.beginLook() })
      let token = try #require(LeaseToken(lease.token))
      let released = Task { try await giveBack(desk, lease) }
      try await eventually("it has ended") {
        desk.book.withLock { book in
          guard let (token, _) = try? book.beginVisit(lease.token) else { return true }
          book.endVisit(token)
          return false
        }
      }
      desk.book.withLock { book in
        book.note(EndedConnection(lease: nil, query: "SELECT 1", database: lease.database), in: token)
        book.endLook()
      }
      #expect(try await released.value.strangers == ["SELECT 1"])
    }
  }

  @Test("nor where that client was ended a moment before")
  func retired() async throws {
    try await withDesk(limit: 1) { desk, _ in
      let first = try await take(desk)
      let members = try #require(
        desk.book.withLock { book in
          let current = book.beginLook()
          book.endLook()
          return current?.values.map(\.member)
        })
      _ = try await giveBack(desk, first)
      try await eventually("it was put back") { desk.databases.pool.isReady }
      for member in members { member.retire() }
      let second = try await take(desk)
      #expect(second.database != first.database)
      _ = try await giveBack(desk, second)
    }
  }

  @Test("keeps the statements of tests that read the same database apart")
  func readers() async throws {
    try await withDesk(limit: 1) { desk, _ in
      let one = try await take(desk, .readOnly)
      let other = try await take(desk, .readOnly)
      #expect(one.database == other.database)
      let statements = "BEGIN; SET LOCAL lock_timeout = '7s'"
      _ = await desk.answer(.execute(LeaseRequest.Execute(lease: one.token, sql: statements)), to: 1)
      #expect(try await setting("lock_timeout", desk, one) == [["7s"]])
      #expect(try await setting("lock_timeout", desk, other) == [["0"]])
      for lease in [one, other] { #expect(try await giveBack(desk, lease).leaked == []) }
    }
  }

  @Test("leaves no setting of a test's own on the connection that its statements run on, however set")
  func customSetting() async throws {
    let migration = """
      CREATE FUNCTION f() RETURNS text BEGIN ATOMIC SELECT set_config('app.f', '7', false); END;
      CREATE VIEW v AS SELECT set_config('app.v', '7', false);
      CREATE TABLE t (n text DEFAULT set_config('app.t', '7', false))
      """
    for (part, statement, name) in [
      ("CREATE TABLE a (n int)", "SET app.uid = '7'", "app.uid"), (migration, "SELECT f()", "app.f"),
      (migration, "TABLE v", "app.v"),
      (migration, "INSERT INTO t DEFAULT VALUES", "app.t"),
    ] {
      try await withDesk(limit: 1, ["0001_a.sql": part]) { desk, _ in
        let first = try await take(desk)
        _ = await desk.answer(.execute(LeaseRequest.Execute(lease: first.token, sql: statement)), to: 1)
        #expect(try await setting(name, desk, first) == [["7"]])
        _ = try await giveBack(desk, first)
        let second = try await take(desk)
        #expect(second.database == first.database)
        #expect(try await setting(name, desk, second) == [[nil]])
        _ = try await giveBack(desk, second)
      }
    }
  }

  @Test("nor one of its fixtures")
  func customSettingOfFixture() async throws {
    let folder = try TemporaryFolder()
    try await withDesk(limit: 1) { desk, _ in
      let file = try folder.write("SET app.uid = '7'", to: "settings.sql")
      let first = try await take(desk, fixtures: [file])
      _ = try await giveBack(desk, first)
      let second = try await take(desk)
      #expect(try await setting("app.uid", desk, second) == [[nil]])
      _ = try await giveBack(desk, second)
    }
  }

  @Test("waits for the end of the connection on which that was set, so that what it did is put back at once")
  func countsOfCustomSetting() async throws {
    try await withDesk(limit: 1) { desk, _ in
      for _ in 0..<20 {
        let lease = try await take(desk)
        for sql in ["INSERT INTO a VALUES (1)", "SET app.uid = '7'; INSERT INTO a VALUES (2)"] {
          _ = await desk.answer(.execute(LeaseRequest.Execute(lease: lease.token, sql: sql)), to: 1)
        }
        _ = try await giveBack(desk, lease)
      }
      _ = try await giveBack(desk, try await take(desk))
      let statistics = desk.databases.statistics
      #expect(statistics.resets == 20)
      #expect(statistics.discarded.isEmpty)
    }
  }

  private func setting(_ name: String, _ desk: LeaseDesk, _ lease: LeaseReply.Lease) async throws -> [[String?]]? {
    let query = LeaseRequest.Query(
      lease: lease.token, sql: "SELECT current_setting($1, true)", parameters: [name])
    guard case .rows(let rows) = await desk.answer(.query(query), to: 1) else { return nil }
    return rows.rows
  }
}

import LeaseProtocol
import LibPQ
import OwnTestServer
import Testing

@testable import TestDatabases

@Suite("Where isolation is verified")
struct IsolationCheckTests {
  /// A desk whose databases are compared, and what it tells.
  private struct Desk {
    let desk: LeaseDesk
    let server: DatabaseServer
    let events: Locked<[Session.Event]>

    /// Lets a test with this name do something as a superuser; gives what it finds before.
    func test(_ name: String, _ statements: String...) async throws -> String? {
      let take = LeaseRequest.Take(kind: .pooled, test: name)
      guard case .lease(let lease) = await desk.answer(.take(take), to: 1) else { return nil }
      let connection = try await Connection.open(server.administrator.replacing(["dbname": lease.database]))
      let found = try await connection.query("SELECT string_agg(n::text, ',' ORDER BY n) FROM a").firstValue
      for statement in statements { try await connection.execute(statement) }
      await connection.close()
      _ = await desk.answer(.release(LeaseRequest.Release(lease: lease.token, failed: false)), to: 1)
      return found
    }
  }

  private func withDesk(_ body: (Desk) async throws -> Void) async throws {
    try await OnServer.performWithPlainOwner { run in
      let session = try await run.open(["0001_a.sql": "CREATE TABLE a (n int); INSERT INTO a VALUES (1)"])
      let events = Locked<[Session.Event]>([])
      let tell: @Sendable (Session.Event) -> Void = { event in events.withLock { $0.append(event) } }
      let register = LeaseRegister()
      let check = IsolationCheck(maintenance: session.maintenance, register: register, tell: tell)
      let desk = LeaseDesk(
        databases: SessionDatabases(workshop: session.workshop, limit: 1, check: check), register: register,
        failed: .putBack, check: check, tell: tell)
      try await body(Desk(desk: desk, server: run.server, events: events))
      await desk.close()
      await session.close()
    }
  }

  @Test("a test that leaves something which nothing counts is named, and the next one does not find it")
  func polluted() async throws {
    try await withDesk { desk in
      let found = [
        try await desk.test("harmless", "INSERT INTO a VALUES (2)"),
        try await desk.test("hidden", "SET track_counts = off", "INSERT INTO a VALUES (3)"),
        try await desk.test("after", "DELETE FROM a"), try await desk.test("last"),
      ]
      #expect(found == ["1", "1", "1", "1"])
      let polluted = desk.events.withLock { events in
        events.compactMap { if case .polluted(let test, let found) = $0 { (test, found) } else { nil } }
      }
      #expect(polluted.map(\.0) == ["hidden"])
      #expect(polluted.first?.1 == ["public.a: too much (3)"])
    }
  }

  @Test("a test that changes what all databases share is named")
  func cluster() async throws {
    let role = "dbt_test_role_\(UInt32.random(in: 0 ... .max))"
    try await withDesk { desk in
      _ = try await desk.test("quiet", "INSERT INTO a VALUES (2)")
      _ = try await desk.test("loud", "CREATE ROLE \(role)")
      _ = try await desk.test("tidy", "DROP ROLE \(role)")
      let changes = desk.events.withLock { events in
        events.compactMap { if case .clusterChanged(let test, let changes) = $0 { (test, changes) } else { nil } }
      }
      // Other tests make roles and databases at the same time.
      #expect(changes.contains { $0.0 == "loud" && $0.1.contains("new: role \(role)") })
      #expect(changes.contains { $0.0 == "tidy" && $0.1.contains("gone: role \(role)") })
    }
  }
}

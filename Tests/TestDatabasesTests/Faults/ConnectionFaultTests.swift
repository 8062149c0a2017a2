import LeaseProtocol
import LibPQ
import MigrationRunner
import OwnTestServer
import ProcessTestTools
import Testing

@testable import TestDatabases

/// What a session does whose connections are broken off by somebody, on a server that goes on.
@Suite("A session whose connections are cut")
struct ConnectionFaultTests {
  /// Ends all connections of a session, its own to the maintenance database included.
  private func cut(_ session: SessionIdentifier) async throws {
    try await TestServer.administrate {
      _ = try await $0.query(Statements.endSession, [Maintenance.applicationName(session)])
    }
  }

  @Test("says again that it lives before another one's sweep takes its databases for a dead one's")
  func sweep() async throws {
    // Of its own, so that no other test's sweep looks at it.
    try await OwnerOfItsOwn.with("c\(SessionIdentifier.random())") { server in
      let plain = try await DatabaseServer.given(server.owner.url, source: "the tests")
      try await OnServer.perform(on: plain) { run in
        let session = try await run.open()
        let place = try await HandMadeDatabase.place(session.database)
        for _ in 0..<3 {
          try await cut(session.identifier)
          try await Maintenance.$doubt.withValue(.seconds(60)) {
            try await OnServer.perform(on: plain) { await (try $0.open()).close() }
          }
          #expect(try await HandMadeDatabase.place(session.database) == place)
        }
        try await eventually("it is said to live") { try await session.maintenance.lives(session.identifier) }
        #expect(await session.loss() == nil)
        #expect(await session.recovery()?.contains("broke off") == true)
        await session.close()
      }
    }
  }

  @Test("goes on handing out clean databases")
  func leases() async throws {
    try await Playground.open(["0001_a.sql": "CREATE TABLE a (n int); INSERT INTO a VALUES (1)"]) { playground in
      for kind in [LeaseKind.pooled, .shared, .clone, .readOnly] {
        let member = try await playground.databases.take(kind, for: .testing)
        let test = try await Connection.open(playground.server.owner.replacing(["dbname": member.database]))
        try await test.execute("INSERT INTO a VALUES (2)")
        await test.close()
        try await cut(playground.session.identifier)
        await playground.databases.giveBack(member, kind, for: .testing)
        let next = try await playground.databases.take(kind, for: .testing)
        #expect(try await playground.value("SELECT string_agg(n::text, ',') FROM a", in: next) == "1")
        await playground.databases.giveBack(next, kind, for: .testing)
      }
    }
  }

  @Test("while it migrates says so, leaves nothing behind")
  func migrating() async throws {
    let table = "c\(SessionIdentifier.random())"
    try await OwnerOfItsOwn.with(table) { server in
      try await OnServer.perform(on: server) { run in
        let opening = Task {
          try await run.open(
            ["1_\(table).sql": "CREATE TABLE \(table) (n int); SELECT pg_sleep(60)"],
            templates: .kept(limit: 9, isFresh: false))
        }
        try await eventually("the migration runs") {
          try await TestServer.administrate {
            try await $0.query(
              """
              SELECT pg_terminate_backend(pid) FROM pg_stat_activity
              WHERE usename = $1 AND wait_event = 'PgSleep'
              """, [table]
            ).firstValue == "t"
          }
        }
        let error = await #expect(throws: MigrationError.self) { try await opening.value }
        #expect(error?.description.contains("1_\(table).sql") == true)
        #expect(error?.description.contains("terminating connection due to administrator command") == true)
      }
      #expect(try await Templates.list(on: server).isEmpty)
      try await TestServer.administrate {
        let left = try await $0.query(
          "SELECT count(*) FROM pg_database WHERE pg_get_userbyid(datdba) = $1", [table]
        ).firstValue
        #expect(left == "0")
      }
    }
  }
}

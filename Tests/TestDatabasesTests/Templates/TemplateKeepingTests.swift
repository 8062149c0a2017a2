import LeaseProtocol
import LibPQ
import OwnTestServer
import ProcessTestTools
import Testing

@testable import TestDatabases

/// Which templates stay, and which are of no use any more. It has a server's templates for itself: those of one role.
@Suite("Keeping templates")
struct TemplateKeepingTests {
  private let table = "k\(SessionIdentifier.random())"

  private func migrations(_ number: Int) -> KeyValuePairs<String, String> {
    ["1_\(table).sql": "CREATE TABLE \(table) (n int DEFAULT \(number))"]
  }

  private func withRole(_ body: (DatabaseServer) async throws -> Void) async throws {
    try await OwnerOfItsOwn.with(table, body)
  }

  private func open(
    _ server: DatabaseServer, _ number: Int, limit: Int = 100, _ body: (Session) async throws -> Void = { _ in }
  ) async throws -> [Session.TemplateEvent] {
    try await OnServer.templateEvents(of: migrations(number), on: server, limit: limit, body)
  }

  private func names(_ server: DatabaseServer) async throws -> Set<String> {
    Set(try await Templates.list(on: server).map(\.template.name))
  }

  @Test("Those that have not been used for the longest time go, but never one that a session uses")
  func limit() async throws {
    try await withRole { server in
      _ = try await open(server, 1) { one in
        _ = try await open(server, 2)
        let two = try await names(server)
        #expect(two.count == 2)
        // The oldest, which is in use, and the new one stay.
        _ = try await open(server, 3, limit: 1)
        let left = try await names(server)
        #expect(left.count == 2)
        #expect(left.contains(one.template))
        await #expect(throws: SessionError.self) { try await Templates.remove([one.template], on: server) }
      }
      _ = try await open(server, 4, limit: 1)
      #expect(try await names(server).count == 1)
      #expect(try await open(server, 4) == [.found])
    }
  }

  @Test("They may be removed by several at once, while others list them")
  func removedAtOnce() async throws {
    try await withRole { server in
      for number in 1...4 { _ = try await open(server, number) }
      try await withThrowingTaskGroup(of: Void.self) { group in
        for _ in 1...3 { group.addTask { _ = try await Templates.remove(nil, on: server) } }
        group.addTask { while try await !names(server).isEmpty {} }
        try await group.waitForAll()
      }
    }
  }

  /// What is said of the template of a migration while a session opens.
  private func told(_ sql: String, on server: DatabaseServer) async throws -> [Session.TemplateEvent] {
    try await OnServer.templateEvents(of: ["1_\(table).sql": sql], on: server)
  }

  @Test("One is not used where the connection string sets something else for the migrations")
  func options() async throws {
    try await withRole { server in
      let sql = "CREATE TABLE \(table) AS SELECT current_setting('TimeZone')"
      let options = ["options": "-c TimeZone=Asia/Tokyo"]
      let other = try await DatabaseServer.given(server.administrator.replacing(options).url, source: "the tests")
      #expect(try await told(sql, on: server) == [.building(kept: 0)])
      #expect(try await told(sql, on: other) == [.building(kept: 0)])
      #expect(try await told(sql, on: other) == [.found])
      #expect(try await told(sql, on: server) == [.found])
    }
  }

  /// How a migration makes a role: under a name that is not quoted, where there is none yet, or under one that it puts together.
  enum Making: CaseIterable { case plain, ifMissing, composed }

  @Test("One whose roles are gone is not used, and made anew", arguments: Making.allCases)
  func clusterObjects(making: Making) async throws {
    try await withRole { server in
      let role = "\(table)_made"
      try await TestServer.administrate { try await $0.execute("ALTER ROLE \(table) CREATEROLE") }
      let sql =
        switch making {
        case .plain: "CREATE ROLE \(role.uppercased())"
        case .composed:
          "DO $$ BEGIN EXECUTE format('CREATE ROLE %I', '\(role.dropLast())' || '\(role.suffix(1))'); END $$"
        case .ifMissing:
          "DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '\(role)') THEN CREATE ROLE \(role); END IF; END $$"
        }
      if making == .ifMissing { try await TestServer.administrate { try await $0.execute("CREATE ROLE \(role)") } }
      func told() async throws -> [Session.TemplateEvent] { try await self.told(sql, on: server) }
      #expect(try await told() == [.building(kept: 0)])
      #expect(try await told() == [.found])
      try await TestServer.administrate { try await $0.execute("DROP ROLE \(role)") }
      #expect(try await told() == [.building(kept: 0)])
      #expect(try await told() == [.found])
      try await TestServer.administrate { try await $0.execute("DROP ROLE \(role)") }
    }
  }

  @Test("One that made a role does not need those that others made meanwhile")
  func clusterObjectsOfOthers() async throws {
    try await withRole { server in
      let (role, other) = ("\(table)_made", "\(table)_other")
      try await TestServer.administrate { try await $0.execute("ALTER ROLE \(table) CREATEROLE") }
      // It waits for the others, below.
      let sql = """
        DO $$ BEGIN
          EXECUTE format('CREATE ROLE %I', '\(role.dropLast())' || '\(role.suffix(1))');
          FOR i IN 1..3000 LOOP
            EXIT WHEN EXISTS (SELECT FROM pg_roles WHERE rolname = '\(table)' || '_other');
            PERFORM pg_sleep(0.01);
          END LOOP;
        END $$;
        """
      async let built = told(sql, on: server)
      try await TestServer.administrate { connection in
        try await eventually("the migration runs") {
          try await connection.query(
            "SELECT count(*) FROM pg_stat_activity WHERE usename = '\(table)' AND query LIKE '%pg_sleep%'"
          ).firstValue == "1"
        }
        try await connection.execute("CREATE ROLE \(other)")
      }
      #expect(try await built == [.building(kept: 0)])
      try await TestServer.administrate { try await $0.execute("DROP ROLE \(other)") }
      #expect(try await told(sql, on: server) == [.found])
      try await TestServer.administrate { try await $0.execute("DROP ROLE \(role)") }
    }
  }

  @Test("One whose database a migration gave to another role is ours again, and nothing is left behind")
  func givenAway() async throws {
    try await withRole { server in
      let other = "\(table)_other"
      try await TestServer.administrate {
        try await $0.execute("CREATE ROLE \(other) CREATEDB; GRANT \(other) TO \(table)")
      }
      let sql = "DO $$ BEGIN EXECUTE format('ALTER DATABASE %I OWNER TO \(other)', current_database()); END $$"
      #expect(try await told(sql, on: server) == [.building(kept: 0)])
      #expect(try await told(sql, on: server) == [.found])
      try await TestServer.administrate {
        let left = try await $0.query(
          "SELECT datname FROM pg_database WHERE pg_get_userbyid(datdba) = '\(other)'"
        ).rows.compactMap { $0[0] }
        #expect(left == [])
        try await $0.execute("DROP ROLE \(other)")
      }
    }
  }

  @Test("One that has lost the rows of its unlogged tables in a crash is made anew")
  func perished() async throws {
    try await withRole { server in
      let migrations: KeyValuePairs = [
        "1_\(table).sql": "CREATE UNLOGGED TABLE \(table) (n int); INSERT INTO \(table) VALUES (1)"
      ]
      func rows(_ after: (Session) async throws -> Void = { _ in }) async throws -> String? {
        try await OnServer.perform(on: server) { run in
          let session = try await run.open(migrations, templates: .kept(limit: 9, isFresh: false))
          let rows = try await run.value("SELECT count(*) FROM \(table)", in: session.database)
          try await after(session)
          await session.close()
          return rows
        }
      }
      let template = Locked("")
      #expect(try await rows { session in template.withLock { $0 = session.template } } == "1")
      // What a crash does to it.
      let name = template.withLock { $0 }
      try await TestServer.administrate { try await $0.execute("ALTER DATABASE \(name) WITH ALLOW_CONNECTIONS true") }
      try await TestServer.administrate(in: name) { try await $0.execute("DELETE FROM \(table)") }
      try await TestServer.administrate { try await $0.execute("ALTER DATABASE \(name) WITH ALLOW_CONNECTIONS false") }
      #expect(try await rows() == "1")
      #expect(try await rows() == "1")
    }
  }

  @Test("One of the right name that another role has planted is neither used nor touched")
  func planted() async throws {
    try await withRole { server in
      let template = Locked("")
      _ = try await open(server, 1) { session in template.withLock { $0 = session.template } }
      let name = template.withLock { $0 }
      let comment = try await TestServer.administrate { connection in
        let comment =
          try await connection.query(
            "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = $1", [name]
          ).firstValue ?? ""
        _ = try await Templates.remove([name], on: server)
        // With the same mark, too.
        try await connection.execute("CREATE DATABASE \(name)")
        try await connection.execute("COMMENT ON DATABASE \(name) IS \(try await connection.quoted(literal: comment))")
        return comment
      }
      #expect(!comment.isEmpty)
      let told = try await open(server, 1) { session in #expect(session.template != name) }
      #expect(told == [.building(kept: 0)])
      #expect(try await OnServer.exists(name))
      try await TestServer.administrate { try await $0.execute("DROP DATABASE \(name)") }
    }
  }
}

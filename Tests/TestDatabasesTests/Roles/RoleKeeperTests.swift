import LeaseProtocol
import LibPQ
import OwnTestServer
import ProcessTestTools
import Testing

@testable import TestDatabases

@Suite("What a test sets for its role, which all databases share")
struct RoleKeeperTests {
  /// A session whose tests run as a role of their own, and what it finds.
  private struct Ground {
    let session: Session
    let databases: SessionDatabases
    let role: OtherRole
    let findings: Locked<[(lease: LeaseToken?, finding: RoleKeeper.Finding)]>

    /// What is set for the role now.
    func facts() async throws -> [String?] {
      try await TestServer.administrate { [role] connection in
        let row = try await connection.query(
          """
          SELECT (SELECT string_agg(x, '; ' ORDER BY x) FROM unnest(s.setconfig) AS x), a.rolconnlimit, a.rolvaliduntil, a.rolpassword FROM pg_authid AS a
          LEFT JOIN pg_db_role_setting AS s ON s.setrole = a.oid AND s.setdatabase = 0 WHERE a.rolname = $1
          """, [role.name]
        ).rows.first
        return (0..<4).map { row?[$0] }
      }
    }

    /// Lets a test with a database of this kind run statements, as its role or as a superuser.
    func test(_ statements: String..., asSuperuser: Bool = false, kind: LeaseKind = .pooled) async throws {
      let lease = LeaseToken(number: 7)
      let member = try await databases.take(kind, for: lease)
      let server = session.server
      let connection = try await Connection.open(
        asSuperuser
          ? server.administrator.replacing(["dbname": member.database]) : server.dsn(database: member.database))
      for statement in statements { try await connection.execute(statement) }
      await connection.close()
      await databases.giveBack(member, kind, for: .testing)
    }

    func alter(_ what: String) -> String { "ALTER ROLE \(role.quoted) \(what)" }
  }

  private func withGround(_ settings: String..., body: (Ground) async throws -> Void) async throws {
    try await OtherRole.with { role in
      for setting in settings {
        try await TestServer.administrate { try await $0.execute("ALTER ROLE \(role.quoted) \(setting)") }
      }
      try await OnServer.performWithPlainOwner { run in
        let server = try await run.server.runningTests(as: role.name, password: role.password)
        let session = try await OnServer(server: server, watcher: run.watcher, run: run.run).open()
        let databases = SessionDatabases(workshop: session.workshop, limit: 1)
        let findings = Locked<[(lease: LeaseToken?, finding: RoleKeeper.Finding)]>([])
        session.roles.onFinding { lease, finding in findings.withLock { $0.append((lease, finding)) } }
        try await body(Ground(session: session, databases: databases, role: role, findings: findings))
        await databases.close()
        await session.close()
      }
    }
  }

  @Test(
    "is gone for the next one, with whatever kind of database, and told",
    arguments: [LeaseKind.pooled, .clone, .shared])
  func settings(kind: LeaseKind) async throws {
    try await withGround { ground in
      let before = try await ground.facts()
      try await ground.test(
        ground.alter("SET timezone = 'Asia/Tokyo'"), ground.alter("SET application_name = 'it''s'"), kind: kind)
      #expect(try await ground.facts() == before)
      let found = ground.findings.withLock { $0 }
      let role = ground.role.quoted
      #expect(
        found.map(\.finding.changes) == [
          ["new: setting TimeZone=Asia/Tokyo of role \(role)", "new: setting application_name=it's of role \(role)"]
        ])
      #expect(found.first?.lease == LeaseToken(number: 7))
      #expect(found.first?.finding.problem == nil)
      // Nothing more to be found.
      try await ground.test("SELECT 1", kind: kind)
      #expect(ground.findings.withLock { $0.count } == 1)
    }
  }

  @Test("is what it was before, where there was something: lists of names, the empty one, quotes, limits, the password")
  func earlierSettings() async throws {
    try await withGround(
      "SET search_path = \"$user\", \"a, b\", public", "SET temp_tablespaces = ''", "SET my.text = 'a=\"b\" ''c'''",
      "SET work_mem = '5MB'", "CONNECTION LIMIT 50 VALID UNTIL '2099-01-01 12:00:00.5+02'"
    ) { ground in
      let before = try await ground.facts()
      try await ground.test(
        ground.alter("SET search_path = ''"), ground.alter("RESET temp_tablespaces"),
        ground.alter("SET work_mem = '6MB'"), ground.alter("PASSWORD 'another'"))
      #expect(try await ground.facts() == before)
      try await ground.test(ground.alter("RESET ALL"))
      try await ground.test(
        ground.alter("SET my.text = 'x'"), ground.alter("CONNECTION LIMIT 0"), ground.alter("VALID UNTIL '2001-01-01'"),
        asSuperuser: true)
      #expect(try await ground.facts() == before)
      // It is let in as before.
      try await ground.test("SELECT 1")
      let changes = ground.findings.withLock { $0.flatMap(\.finding.changes) }
      #expect(changes.contains("changed: the password of role \(ground.role.quoted)"))
      #expect(!changes.contains { $0.contains("SCRAM") })
      #expect(ground.findings.withLock { $0.allSatisfy { $0.finding.problem == nil } })
    }
  }

  @Test("does not stay on a connection of the tool's that was opened meanwhile")
  func visitor() async throws {
    try await withGround { ground in
      let member = try await ground.databases.take(.pooled, for: LeaseToken(number: 7))
      let client = try await Connection.open(ground.session.server.dsn(database: member.database))
      try await client.execute(ground.alter("SET timezone = 'Asia/Tokyo'"))
      await client.close()
      #expect(try await member.visit().query("SHOW timezone").firstValue == "Asia/Tokyo")
      await ground.databases.giveBack(member, .pooled, for: .testing)
      let next = try await ground.databases.take(.pooled, for: LeaseToken(number: 8))
      #expect(try await next.visit().query("SHOW timezone").firstValue != "Asia/Tokyo")
      await ground.databases.giveBack(next, .pooled, for: .testing)
    }
  }

  @Test("is gone for a test that begins while the one that did it goes on, once its client has gone")
  func beside() async throws {
    try await OtherRole.with { role in
      try await OnServer.performWithPlainOwner { run in
        let server = try await run.server.runningTests(as: role.name, password: role.password)
        let session = try await OnServer(server: server, watcher: run.watcher, run: run.run).open()
        let databases = SessionDatabases(workshop: session.workshop, limit: 2)
        let other = try await databases.take(.pooled, for: LeaseToken(number: 1))
        let member = try await databases.take(.pooled, for: LeaseToken(number: 2))
        await databases.giveBack(other, .pooled, for: .testing)
        let client = try await Connection.open(server.dsn(database: member.database))
        try await client.execute("ALTER ROLE \(role.quoted) SET timezone = 'Asia/Tokyo'")
        await client.close()
        // What it did is counted as its process ends.
        try await eventually("it is gone") {
          try await TestServer.administrate { administrator in
            try await administrator.query(
              "SELECT count(*) FROM pg_stat_activity WHERE usename = $1 AND application_name = ''", [role.name]
            ).firstValue == "0"
          }
        }
        let next = try await databases.take(.pooled, for: LeaseToken(number: 3))
        let connection = try await Connection.open(server.dsn(database: next.database))
        #expect(try await connection.query("SHOW timezone").firstValue != "Asia/Tokyo")
        await connection.close()
        for taken in [next, member] { await databases.giveBack(taken, .pooled, for: .testing) }
        await databases.close()
        await session.close()
      }
    }
  }

  @Test("is gone at the session's end, where it was done without a database of its own")
  func atTheEnd() async throws {
    try await withGround { ground in
      let before = try await ground.facts()
      let client = try await Connection.open(ground.session.server.dsn(database: ground.session.database))
      try await client.execute(ground.alter("SET timezone = 'Asia/Tokyo'"))
      await client.close()
      await ground.session.close()
      #expect(try await ground.facts() == before)
      #expect(ground.findings.withLock { $0.map(\.lease) } == [nil])
    }
  }

  /// A role of its own that makes its databases itself, so that it may believe what their marks say.
  private func withOwner(_ body: (OtherRole, DatabaseServer) async throws -> Void) async throws {
    try await OtherRole.with("LOGIN CREATEDB") { role in
      let dsn = try TestServer.dsn().replacing(["dbname": "postgres", "user": role.name, "password": role.password])
      try await body(role, try await .given(dsn.url, source: "the tests"))
    }
  }

  private func setting(of role: OtherRole) async throws -> String? {
    try await TestServer.administrate {
      try await $0.query("SELECT rolconfig FROM pg_roles WHERE rolname = $1", [role.name]).firstValue
    }
  }

  private func set(_ role: OtherRole, _ session: Session) async throws {
    let client = try await Connection.open(session.server.dsn(database: session.database))
    try await client.execute("ALTER ROLE \(role.quoted) SET timezone = 'Asia/Tokyo'")
    await client.close()
  }

  @Test("is no more what a session that begins meanwhile takes for what is to stay")
  func otherSession() async throws {
    try await withOwner { role, server in
      try await OnServer.perform(on: server) { run in
        let session = try await run.open()
        try await set(role, session)
        // A run has one session.
        try await OnServer.perform(on: server) { otherRun in
          let other = try await otherRun.open()
          await session.putRolesBack()
          await other.putRolesBack()
          #expect(try await setting(of: role) == nil)
          await other.close()
        }
        await session.close()
      }
    }
  }

  @Test(
    "is gone with the next sweep where nothing of its run is left, and is never done as a mark says that others may write"
  )
  func mark() async throws {
    try await withOwner { role, server in
      try await OnServer.perform(on: server) { run in
        let session = try await run.open()
        try await set(role, session)
        // Only its connection says that it lives.
        await session.maintenance.close()
        let sweeper = try await Maintenance.open(server.administrator, owner: server.ownerName, session: .random())
        #expect(sweeper.trustsMarks)
        #expect(try await sweeper.sweep().dropped.contains(session.database))
        #expect(try await setting(of: role) == nil)
        await sweeper.close()
      }
    }
    try await OnServer.performWithPlainOwner { run in
      let session = try await run.open()
      #expect(!session.maintenance.trustsMarks)
      await session.close()
    }
  }

  @Test("is gone also where its run has died")
  func death() async throws {
    try await OtherRole.with { role in
      try await OnServer.performWithPlainOwner { run in
        let server = try await run.server.runningTests(as: role.name, password: role.password)
        let session = try await OnServer(server: server, watcher: run.watcher, run: run.run).open()
        let client = try await Connection.open(server.dsn(database: session.database))
        try await client.execute("ALTER ROLE \(role.quoted) SET timezone = 'Asia/Tokyo'")
        await client.close()
        // Nobody closes the session: all that is left to do is the watcher's.
      }
      let setting = try await TestServer.administrate {
        try await $0.query("SELECT rolconfig FROM pg_roles WHERE rolname = $1", [role.name]).firstValue
      }
      #expect(setting == nil)
    }
  }
}

import LibPQ
import Testing

@testable import EmbeddedPostgres

extension ServerTests {
  @Suite("A role of the user's")
  struct RoleTests {
    private let name = "An \"App\""

    private func dsn(_ server: EmbeddedServer) -> DSN {
      server.owner.replacing(["user": name, "dbname": "postgres"])
    }

    @Test("is made, may log in with the owner's password and do nothing else, also where several runs want it at once")
    func made() async throws {
      try await Cache.new { cache in
        let server = try await cache.hold()
        try await withThrowingTaskGroup { group in
          for _ in 1...4 { group.addTask { try await server.admit(role: name) } }
          try await group.waitForAll()
        }
        let rights = "rolsuper, rolcreaterole, rolcreatedb, rolreplication, rolbypassrls, rolcanlogin"
        #expect(
          try await Cache.value(
            "SELECT concat_ws(' ', \(rights)) FROM pg_roles WHERE rolname = current_user", dsn(server))
            == "f f f f f t")
      }
    }

    @Test("of the tool's own has nothing of what a test has set for it, in the next run", arguments: [true, false])
    func ownSettings(staysUp: Bool) async throws {
      try await Cache.new { cache in
        let first = try await cache.hold()
        let test = try await Connection.open(first.owner.replacing(["dbname": "postgres"]))
        try await test.execute("ALTER ROLE CURRENT_USER SET search_path = nowhere")
        await test.close()
        let administrator = try await Connection.open(first.superuser)
        try await administrator.execute("ALTER ROLE dbtest_reader CONNECTION LIMIT 1 VALID UNTIL '2001-01-01'")
        await administrator.close()
        if !staysUp { try await cache.release(first) }
        let second = try await cache.hold()
        let left = "rolconfig IS NOT NULL OR rolconnlimit <> -1 OR rolvaliduntil < 'infinity'"
        #expect(
          try await Cache.value(
            "SELECT count(*) FROM pg_roles WHERE rolname ~ '^dbtest' AND (\(left))",
            second.owner.replacing(["dbname": "postgres"])) == "0")
        try await cache.release(second)
      }
    }

    @Test("gets the new password with each life of the server, and loses what it was granted beyond its station")
    func nextLife() async throws {
      try await Cache.new { cache in
        let first = try await cache.hold()
        try await first.admit(role: name)
        let administrator = try await Connection.open(first.superuser)
        try await administrator.execute("ALTER ROLE \(administrator.quoted(identifier: name)) CREATEROLE NOLOGIN")
        await administrator.close()
        try await cache.release(first)
        let second = try await cache.hold()
        try await second.admit(role: name)
        #expect(first.owner["password"] != second.owner["password"])
        #expect(
          try await Cache.value("SELECT rolcreaterole FROM pg_roles WHERE rolname = current_user", dsn(second)) == "f")
      }
    }

    @Test("is refused where it is the tool's own, a superuser, or a name that PostgreSQL keeps for itself")
    func refused() async throws {
      try await Cache.new { cache in
        let server = try await cache.hold()
        let administrator = try await Connection.open(server.superuser)
        try await administrator.execute("CREATE ROLE mighty SUPERUSER")
        await administrator.close()
        for role in ["db_tool", "dbtest", "dbtest_reader", "mighty"] {
          let error = await #expect(throws: EmbeddedPostgresError.self) { try await server.admit(role: role) }
          #expect(error?.code == .unsuitableRole)
          #expect(error?.description.contains(role) == true)
        }
        await #expect(throws: PostgresError.self) { try await server.admit(role: "pg_read_all_data") }
        #expect(
          try await Cache.value("SELECT rolsuper FROM pg_roles WHERE rolname = 'mighty'", server.superuser) == "t")
      }
    }
  }
}

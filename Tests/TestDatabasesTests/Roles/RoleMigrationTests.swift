import LeaseProtocol
import LibPQ
import OwnTestServer
import Testing

@testable import TestDatabases

@Suite("Migrations that set something for the role that runs them")
struct RoleMigrationTests {
  private func setting(_ name: String, _ session: Session, _ database: String) async throws -> String? {
    let connection = try await Connection.open(session.server.dsn(database: database))
    let value = try await connection.query("SELECT current_setting($1, true)", [name]).firstValue
    await connection.close()
    return value
  }

  @Test(
    "set it in their database and all its copies, in this run and in those that copy the template, and nowhere else")
  func confined() async throws {
    let owner = "dbt_role_migrations_\(SessionIdentifier.random())"
    try await OwnerOfItsOwn.with(owner) { server in
      for expected in ["built", "found"] {
        try await OnServer.perform(on: server) { run in
          let templates = Locked<[String]>([])
          let session = try await run.open(
            [
              "0001_a.sql": """
              CREATE SCHEMA app; CREATE TABLE app.a (n int);
              ALTER ROLE CURRENT_USER SET search_path = app, public;
              ALTER ROLE CURRENT_USER SET application_name = 'of the migration'; ALTER ROLE CURRENT_USER PASSWORD 'y'
              """
            ], seeds: ["a.sql": "INSERT INTO a VALUES (1); ALTER USER CURRENT_USER SET work_mem = '7MB'"],
            templates: .kept(limit: 3, isFresh: false)
          ) { event in
            if case .template(let template) = event {
              templates.withLock { $0.append(template == .found ? "found" : "built") }
            }
          }
          #expect(templates.withLock { $0 } == [expected])
          let databases = SessionDatabases(workshop: session.workshop, limit: 2)
          let member = try await databases.take(.pooled, for: .testing)
          for database in [session.database, member.database] {
            #expect(try await setting("search_path", session, database) == "app, public")
            #expect(try await setting("application_name", session, database) == "of the migration")
            #expect(try await setting("work_mem", session, database) == "7MB")
          }
          // Outside it is what it was, the password as well.
          #expect(try await setting("search_path", session, "postgres") == "\"$user\", public")
          await databases.giveBack(member, .pooled, for: .testing)
          await databases.close()
          await session.close()
        }
      }
    }
  }

  @Test("have no part in what others set for it meanwhile")
  func others() async throws {
    let owner = "dbt_role_migrations_\(SessionIdentifier.random())"
    try await OwnerOfItsOwn.with(owner) { server in
      try await OnServer.perform(on: server) { run in
        let session = try await run.open()
        try await session.confiningRoles(to: session.database) {
          try await TestServer.administrate {
            _ = try await $0.execute("ALTER ROLE \(owner) SET timezone = 'Asia/Tokyo'")
          }
        }
        let settings = try await DatabaseProperties.read(session.database, session.maintenance.connection).settings
        #expect(settings == [])
        // Whose it is puts it back; that is this session as well, at its end.
        #expect(try await setting("timezone", session, "postgres") == "Asia/Tokyo")
        await session.close()
      }
    }
  }
}

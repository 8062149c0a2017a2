import LeaseProtocol
import LibPQ
import OwnTestServer
import ProcessTestTools
import SQLMigrations
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
              ALTER ROLE CURRENT_USER SET application_name = 'of the migration'
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
          // Outside it is what it was.
          #expect(try await setting("search_path", session, "postgres") == "\"$user\", public")
          await databases.giveBack(member, .pooled, for: .testing)
          await databases.close()
          await session.close()
        }
      }
    }
  }

  @Test("set it there also where that is in an included file, or put together")
  func hidden() async throws {
    let owner = "dbt_role_migrations_\(SessionIdentifier.random())"
    try await OwnerOfItsOwn.with(owner) { server in
      let folder = try TemporaryFolder()
      try folder.write("ALTER/**/ROLE CURRENT_USER SET work_mem = '7MB';", to: "Migrations/more/set.sql")
      try folder.write("CREATE TABLE a (n int);\n\\ir more/set.sql\n", to: "Migrations/0001_a.sql")
      try folder.write(
        "DO $$ BEGIN EXECUTE format('ALTER %s %I SET lock_timeout = ''7s''', 'ROLE', current_user); END $$;",
        to: "Migrations/0002_b.sql")
      try await OnServer.perform(on: server) { run in
        let plan = try MigrationFolder(in: PackageDirectory(folder.path)).read()
        let session = try await Session.open(
          on: server, package: "roles",
          contents: Session.Contents(
            migrations: .files(plan), seeds: try OnServer.contents(["0001_a.sql": ""], seeds: [:]).seeds),
          watcher: run.watcher
        ) { _ in }
        #expect(try await setting("work_mem", session, session.database) == "7MB")
        #expect(try await setting("lock_timeout", session, session.database) == "7s")
        #expect(try await settings(of: owner) == [])
        await session.close()
      }
    }
  }

  @Test(
    "are the only ones who set something in a template: what a test sets in it for its role has no part in its copies")
  func template() async throws {
    let owner = "dbt_role_migrations_\(SessionIdentifier.random())"
    try await OwnerOfItsOwn.with(owner) { server in
      for _ in 0..<2 {
        try await OnServer.perform(on: server) { run in
          let session = try await run.open(
            ["0001_a.sql": "CREATE TABLE a (n int); ALTER ROLE CURRENT_USER SET work_mem = '7MB'"],
            templates: .kept(limit: 3, isFresh: false))
          #expect(try await setting("work_mem", session, session.database) == "7MB")
          #expect(try await setting("lock_timeout", session, session.database) == "0")
          let client = try await Connection.open(server.dsn(database: session.database))
          try await client.execute("ALTER ROLE CURRENT_USER IN DATABASE \(session.template) SET lock_timeout = '7s'")
          await client.close()
          await session.close()
        }
      }
    }
  }

  @Test("have no part in what others set for it meanwhile, and nobody sees what they set", arguments: [true, false])
  func others(areBefore: Bool) async throws {
    let owner = "dbt_role_migrations_\(SessionIdentifier.random())"
    try await OwnerOfItsOwn.with(owner) { server in
      try await OnServer.perform(on: server) { run in
        let foreign = "ALTER ROLE \(owner) SET lock_timeout = '7s'"
        if areBefore { try await TestServer.administrate { _ = try await $0.execute(foreign) } }
        async let opened = run.open([
          "0001_a.sql": "CREATE TABLE a (n int); ALTER   ROLE CURRENT_USER SET work_mem = '7MB'",
          // Whoever ends this statement lets it go on.
          "0002_b.sql": """
          ALTER ROLE CURRENT_USER SET timezone = 'Asia/Tokyo';
          DO $$ BEGIN PERFORM pg_catalog.pg_sleep(60); EXCEPTION WHEN query_canceled THEN NULL; END $$;
          CREATE TABLE b (n int)
          """,
        ])
        try await eventually("it sleeps") {
          try await TestServer.administrate {
            try await $0.query(
              "SELECT 1 FROM pg_stat_activity WHERE usename = $1 AND wait_event = 'PgSleep'", [owner]
            ).firstValue == "1"
          }
        }
        #expect(try await settings(of: owner) == (areBefore ? ["lock_timeout=7s"] : []))
        try await TestServer.administrate {
          _ = try await $0.query(
            "SELECT pg_cancel_backend(pid) FROM pg_stat_activity WHERE usename = $1 AND wait_event = 'PgSleep'", [owner]
          )
        }
        let session = try await opened
        #expect(try await setting("timezone", session, session.database) == "Asia/Tokyo")
        #expect(try await setting("work_mem", session, session.database) == "7MB")
        let its = try await DatabaseProperties.read(session.database, session.maintenance.connection).settings
        #expect(!its.contains { $0.name == "lock_timeout" })
        #expect(try await settings(of: owner) == (areBefore ? ["lock_timeout=7s"] : []))
        await session.close()
      }
    }
  }

  private func settings(of role: String) async throws -> [String] {
    try await TestServer.administrate {
      try await $0.query(
        "SELECT unnest(setconfig) FROM pg_db_role_setting WHERE setdatabase = 0 AND setrole = $1::regrole", [role]
      ).rows.compactMap { $0[0] }
    }
  }
}

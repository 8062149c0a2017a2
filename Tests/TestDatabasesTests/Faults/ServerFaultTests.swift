import LeaseProtocol
import LibPQ
import ProcessTestTools
import Testing

@testable import TestDatabases

extension ServerFaults {
  @Suite("On a given server")
  struct OnAGivenServer {
    private let migrations: KeyValuePairs = ["0001_a.sql": "CREATE TABLE a (n int); INSERT INTO a VALUES (1)"]

    /// Takes connections as an ordinary role until there are none left.
    private func takeAll(_ server: ServerOfItsOwn, as role: String) async throws -> [Connection] {
      let dsn = try await server.given(as: role).administrator
      var taken: [Connection] = []
      while let connection = try? await Connection.open(dsn) { taken.append(connection) }
      return taken
    }

    /// Opens a session with a pool of a single place.
    private func open(
      _ migrations: KeyValuePairs<String, String>? = nil, on server: DatabaseServer,
      _ body: (Session, SessionDatabases) async throws -> Void
    ) async throws {
      try await OnServer.perform(on: server) { run in
        let session = try await run.open(migrations ?? self.migrations)
        let databases = SessionDatabases(workshop: session.workshop, limit: 1)
        let outcome: Result<Void, any Error>
        do { outcome = .success(try await body(session, databases)) } catch { outcome = .failure(error) }
        await databases.close()
        await session.close()
        try outcome.get()
      }
    }

    private func rows(of member: Member, _ server: DatabaseServer) async throws -> String? {
      let connection = try await Connection.open(server.owner.replacing(["dbname": member.database]))
      let rows = try await connection.query("SELECT string_agg(n::text, ',') FROM a").firstValue
      await connection.close()
      return rows
    }

    /// Waits until there are clean databases again.
    private func handsOut(_ databases: SessionDatabases, _ server: DatabaseServer) async throws {
      let last = Locked<String?>(nil)
      try await eventually("there are databases again") {
        guard let next = try? await databases.take(.pooled, for: .testing) else { return false }
        let found = try await rows(of: next, server)
        last.withLock { $0 = found }
        await databases.giveBack(next, .pooled, for: .testing)
        return true
      }
      #expect(last.withLock { $0 } == "1")
    }

    @Test(
      "with a transaction that somebody has prepared in an empty database: it is not taken for the tests, nor rolled back"
    )
    func preparedInExisting() async throws {
      try await ServerOfItsOwn.with(["max_prepared_transactions": "10"]) { server in
        let administrator = server.administrator.replacing(["dbname": "postgres"])
        let maker = try await Connection.open(administrator)
        try await maker.execute("CREATE DATABASE given")
        await maker.close()
        let given = administrator.replacing(["dbname": "given"])
        let connection = try await Connection.open(given)
        try await connection.execute("BEGIN; CREATE TABLE mine (n int); PREPARE TRANSACTION 'mine'")
        #expect(try await ExistingDatabase(connection: connection).contents() == ["prepared transaction mine"])
        try await connection.execute("COMMIT PREPARED 'mine'")
        #expect(try await connection.query("SELECT to_regclass('mine') IS NOT NULL").firstValue == "t")
        await connection.close()
      }
    }

    @Test("whose connections are all taken: it says so at the start, and once some are free it goes on")
    func usedUp() async throws {
      try await ServerOfItsOwn.with(["max_connections": "14", "superuser_reserved_connections": "3"]) { server in
        try await server.create("creator")
        try await server.create("others")
        let given = try await server.given(as: "creator")
        try await open(on: given) { session, databases in
          let member = try await databases.take(.pooled, for: .testing)
          let taken = try await takeAll(server, as: "others")
          let error = await #expect(throws: SessionError.self) { try await server.given(as: "creator") }
          #expect(error?.code == .unreachable)
          #expect(error?.description.contains("lets no more clients in") == true)
          #expect(error?.description.contains("max_connections") == true)
          // What is there goes on; another database can't be had, and whoever asks for one is told why.
          let refused = await #expect(throws: (any Error).self) {
            try await databases.take(.pooled, for: .testing, isNested: true)
          }
          if let refused {
            let text = "\(ServerTrouble.explained(refused, on: given))"
            #expect(text.contains("all its connections are taken"), "\(text)")
            #expect(!text.contains("of-a-role"))
          }
          #expect(await session.loss() == nil)
          for connection in taken { await connection.close() }
          await databases.giveBack(member, .pooled, for: .testing)
          try await handsOut(databases, given)
        }
        #expect(try await server.query("SELECT count(*) FROM pg_database WHERE datname ~ '^dbt_'") == "0")
      }
    }

    @Test("that has room, where a migration limits the connections of its database: it says so")
    func limited() async throws {
      let sql = "DO $$ BEGIN EXECUTE format('ALTER DATABASE %I CONNECTION LIMIT 0', current_database()); END $$"
      try await ServerOfItsOwn.with { server in
        try await server.create("creator")
        let given = try await server.given(as: "creator")
        try await open(["1_limit.sql": sql], on: given) { _, databases in
          let error = await #expect(throws: (any Error).self) { try await databases.take(.pooled, for: .testing) }
          let text = error.map { "\(ServerTrouble.explained($0, on: given))" } ?? ""
          #expect(text.contains("ALTER DATABASE … CONNECTION LIMIT?"), "\(text)")
          #expect(!text.contains("max_connections"))
        }
      }
    }

    @Test("that is started anew in mid-run: databases are handed out again, and a sweep at that moment takes none")
    func restarted() async throws {
      try await ServerOfItsOwn.with { server in
        try await server.create("creator")
        let given = try await server.given(as: "creator")
        try await open(on: given) { session, databases in
          let member = try await databases.take(.pooled, for: .testing)
          try await server.stop()
          try await server.start()
          try await OnServer.perform(on: given) { _ = try await $0.open(migrations) }
          #expect(
            try await server.query("SELECT count(*) FROM pg_database WHERE datname = '\(session.database)'")
              == "1")
          await databases.giveBack(member, .pooled, for: .testing)
          try await handsOut(databases, given)
        }
        #expect(try await server.query("SELECT count(*) FROM pg_database WHERE datname ~ '^dbt_'") == "0")
      }
    }

    @Test("with prepared transactions: those in our databases are rolled back, and no other")
    func prepared() async throws {
      try await ServerOfItsOwn.with(["max_prepared_transactions": "10"]) { server in
        try await server.create("creator")
        let given = try await server.given(as: "creator")
        try await server.query("CREATE TABLE precious (n int)")
        let connection = try await Connection.open(server.administrator)
        _ = try await connection.execute("BEGIN; INSERT INTO precious VALUES (1); PREPARE TRANSACTION 'precious'")
        await connection.close()
        try await open(on: given) { session, databases in
          for (number, kind) in [LeaseKind.pooled, .shared, .clone].enumerated() {
            let member = try await databases.take(kind, for: .testing)
            let test = try await Connection.open(given.owner.replacing(["dbname": member.database]))
            try await test.execute("BEGIN; INSERT INTO a VALUES (2); PREPARE TRANSACTION 'test \(number)'")
            await test.close()
            await databases.giveBack(member, kind, for: .testing)
            let next = try await databases.take(kind, for: .testing)
            #expect(try await rows(of: next, given) == "1")
            let test2 = try await Connection.open(given.owner.replacing(["dbname": next.database]))
            try await test2.execute("BEGIN; CREATE TABLE b (); PREPARE TRANSACTION 'left \(number)'")
            await test2.close()
            await databases.giveBack(next, kind, for: .testing)
          }
        }
        #expect(try await server.query("SELECT string_agg(gid, ',') FROM pg_prepared_xacts") == "precious")
        #expect(try await server.query("SELECT count(*) FROM pg_database WHERE datname ~ '^dbt_'") == "0")
        try await server.query("COMMIT PREPARED 'precious'")
        #expect(try await server.query("SELECT count(*) FROM precious") == "1")
      }
    }

    @Test(
      "with a prepared transaction or a logical slot that a test left: nobody gets that database any more",
      arguments: [
        ("creator", "BEGIN; INSERT INTO a VALUES (2); PREPARE TRANSACTION 'left'"),
        ("boss", "SELECT pg_create_logical_replication_slot('left', 'pgoutput')"),
      ])
    func leftBehind(role: String, statement: String) async throws {
      try await ServerOfItsOwn.with(["max_prepared_transactions": "10", "wal_level": "logical"]) { server in
        try await server.create("creator")
        let given = try await server.given(as: "creator")
        try await open(on: given) { _, databases in
          let member = try await databases.take(.pooled, for: .testing)
          let dsn = role == "boss" ? server.administrator : given.owner
          let client = try await Connection.open(dsn.replacing(["dbname": member.database]))
          _ = try await client.execute(statement)
          await client.close()
          await databases.giveBack(member, .pooled, for: .testing)
          try await eventually("it is thrown away") { databases.statistics.discarded == [.surroundingsChanged: 1] }
        }
        #expect(try await server.query("SELECT count(*) FROM pg_database WHERE datname ~ '^dbt_'") == "0")
        #expect(try await server.query("SELECT count(*) FROM pg_replication_slots") == "0")
      }
    }
  }
}

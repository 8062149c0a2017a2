import LibPQ
import OwnTestServer
import ProcessTestTools
import Testing

@testable import TestDatabases

/// Databases whose DROP was interrupted: all that can be done with them is to drop them.
@Suite("An interrupted DROP")
struct InterruptedDropTests {
  private let own = "i\(SessionIdentifier.random())"
  private var migrations: KeyValuePairs<String, String> { ["1_\(own).sql": "CREATE TABLE \(own) (n int)"] }

  private func run(on server: DatabaseServer, limit: Int = 9) async throws -> String {
    try await OnServer.perform(on: server) { run in
      let session = try await run.open(migrations, templates: .kept(limit: limit, isFresh: false))
      let rows = try await run.value("SELECT count(*) FROM \(own)", in: session.database)
      #expect(rows == "0")
      await session.close()
      return session.template
    }
  }

  private func reset(_ server: DatabaseServer) async throws {
    try await OnServer.perform(on: server) { run in
      try await Session.checkLongLived("\(own)_test", package: own, givenByUser: false, on: server)
      let session = try await run.open(migrations, package: own)
      try await session.becomeLongLived(name: "\(own)_test", givenByUser: false)
      await session.close()
    }
  }

  @Test("of a template has it made anew")
  func template() async throws {
    try await OwnerOfItsOwn.with(own) { server in
      let template = try await run(on: server)
      let place = try await HandMadeDatabase.place(template)
      try await HandMadeDatabase.interruptDrop(template)
      #expect(try await run(on: server) == template)
      #expect(try await HandMadeDatabase.place(template) != place)
      try await HandMadeDatabase.interruptDrop(template)
      #expect(try await Templates.remove([template], on: server) == [template])
    }
  }

  @Test("of the long-lived database has `db-reset` make it anew")
  func longLived() async throws {
    try await OwnerOfItsOwn.with(own) { server in
      try await reset(server)
      try await HandMadeDatabase.interruptDrop("\(own)_test")
      try await reset(server)
      let rows = try await TestServer.administrate(in: "\(own)_test") {
        try await $0.query("SELECT count(*) FROM \(own)").firstValue
      }
      #expect(rows == "0")
      try await HandMadeDatabase.drop("\(own)_test")
    }
  }

  @Test("of a database of somebody's is not ended by us, whatever its name")
  func somebodys() async throws {
    try await OwnerOfItsOwn.with(own) { server in
      let template = try await run(on: server)
      _ = try await Templates.remove([template], on: server)
      let names = [template, DatabaseName.session(.random(), package: own), "\(own)_test"]
      for name in names {
        try await HandMadeDatabase.create(name, options: "OWNER \(own)")
        try await HandMadeDatabase.interruptDrop(name)
      }
      #expect(try await run(on: server, limit: 0) != template)
      _ = try await Templates.remove(nil, on: server)
      let error = await #expect(throws: SessionError.self) { try await reset(server) }
      #expect(error?.code == .notOurs)
      for name in names {
        #expect(try await OnServer.exists(name))
        try await HandMadeDatabase.drop(name)
      }
    }
  }
}

/// Databases with somebody in them whom we may not end.
@Suite("A DROP while somebody is there whom we may not end")
struct ObstructedDropTests {
  @Test("waits for a moment for him to go")
  func superuser() async throws {
    try await OtherRole.with("LOGIN CREATEDB") { role in
      let dsn = try TestServer.dsn().replacing(["dbname": "postgres", "user": role.name, "password": role.password])
      try await OnServer.perform(on: .given(dsn.url, source: "the tests")) { run in
        let session = try await run.open()
        let proof = try #require(try await session.maintenance.proof(session.database))
        // Like a worker of autovacuum, he is no process of ours.
        let superuser = try await Connection.open(
          TestServer.administrator().replacing(["dbname": session.database]))
        async let dropped: Void = session.maintenance.drop(proof)
        try await eventually("the server waits for him") {
          try await TestServer.administrate {
            try await $0.query(
              """
              SELECT 1 FROM pg_stat_activity WHERE usename = $1 AND state = 'active' AND query LIKE 'DROP DATABASE%'
                AND query NOT LIKE '%FORCE%'
              """, [role.name]
            ).firstValue == "1"
          }
        }
        await superuser.close()
        try await dropped
        let isThere = try await OnServer.exists(session.database)
        #expect(!isThere)
        await session.close()
      }
    }
  }
}

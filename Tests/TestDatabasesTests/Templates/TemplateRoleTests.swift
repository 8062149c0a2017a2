import LibPQ
import MigrationRunner
import OwnTestServer
import Testing

@testable import TestDatabases

@Suite("Templates, and roles that their migrations make")
struct TemplateRoleTests {
  private let table = "k\(SessionIdentifier.random())"

  private func withRole(_ body: (DatabaseServer) async throws -> Void) async throws {
    try await OwnerOfItsOwn.with(table, body)
  }

  /// What is said of the template of some migrations while a session opens.
  private func told(_ files: [String], on server: DatabaseServer) async throws -> [Session.TemplateEvent] {
    guard let last = files.dropFirst().last else {
      return try await OnServer.templateEvents(of: ["1_a.sql": files[0]], on: server)
    }
    return try await OnServer.templateEvents(of: ["1_a.sql": files[0], "2_b.sql": last], on: server)
  }

  @Test("One that is built anew may make a role again that an earlier one has made, or the tests' role")
  func roleAgain() async throws {
    try await withRole { server in
      let (role, tests) = ("\(table)_made", "\(table)_tests")
      try await TestServer.administrate {
        try await $0.execute(
          "ALTER ROLE \(table) CREATEROLE; CREATE ROLE \(tests) LOGIN PASSWORD 'x'; GRANT \(tests) TO \(table)")
      }
      let server = try await server.runningTests(as: tests, password: nil)
      let sql =
        "CREATE ROLE \(role); CREATE ROLE \(tests) LOGIN PASSWORD 'y'; CREATE TABLE \(table) (); GRANT SELECT ON \(table) TO \(role)"
      #expect(try await told([sql], on: server) == [.building(kept: 0)])
      #expect(try await told([sql], on: server) == [.found])
      // The first one is there, and needs it.
      #expect(try await told([sql + "; SELECT 1"], on: server) == [.building(kept: 0)])
      await #expect(throws: MigrationError.self) { try await told([sql + "; CREATE ROLE \(role)"], on: server) }
      _ = try await Templates.remove(nil, on: server)
      try await TestServer.administrate { try await $0.execute("DROP ROLE \(role); DROP ROLE \(tests)") }
    }
  }

  @Test("One that goes on from another may not make a role that this one has made")
  func roleTwice() async throws {
    try await withRole { server in
      let role = "\(table)_made"
      try await TestServer.administrate { try await $0.execute("ALTER ROLE \(table) CREATEROLE") }
      let first: KeyValuePairs = ["1_\(table).sql": "CREATE ROLE \(role)"]
      try await OnServer.perform(on: server) { run in
        let session = try await run.open(first, templates: .kept(limit: 9, isFresh: false))
        await session.close()
        let error = await #expect(throws: MigrationError.self) {
          try await run.open(
            ["1_\(table).sql": "CREATE ROLE \(role)", "2_\(table).sql": "CREATE ROLE \(role)"],
            templates: .kept(limit: 9, isFresh: false))
        }
        #expect(
          error?.description.hasPrefix("Migrations/2_\(table).sql:1:1: error: role \"\(role)\" already exists") == true)
      }
      try await TestServer.administrate { try await $0.execute("DROP ROLE \(role)") }
    }
  }

  @Test("One that goes on from another needs the roles that this one has made, also where their names stand nowhere")
  func ofTheBase() async throws {
    try await withRole { server in
      try await TestServer.administrate { try await $0.execute("ALTER ROLE \(table) CREATEROLE") }
      let files = ["DO $$ BEGIN EXECUTE format('CREATE ROLE %I', '\(table)_mad' || 'e'); END $$", "CREATE TABLE b ()"]
      #expect(try await told([files[0]], on: server) == [.building(kept: 0)])
      #expect(try await told(files, on: server) == [.building(kept: 1)])
      try await TestServer.administrate { try await $0.execute("DROP ROLE \(table)_made") }
      #expect(try await told(files, on: server) == [.building(kept: 0)])
      try await TestServer.administrate { try await $0.execute("DROP ROLE \(table)_made") }
    }
  }

  @Test(
    "A role that was there and is only named has not been made by the migrations of the template that one goes on from")
  func named() async throws {
    try await withRole { server in
      try await TestServer.administrate {
        try await $0.execute("ALTER ROLE \(table) CREATEROLE; CREATE ROLE \(table)_named")
      }
      let files = ["CREATE ROLE \(table)_made; CREATE SCHEMA \(table)_named", "CREATE ROLE \(table)_named"]
      #expect(try await told([files[0]], on: server) == [.building(kept: 0)])
      #expect(try await told(files, on: server) == [.building(kept: 1)])
      try await TestServer.administrate { try await $0.execute("DROP ROLE \(table)_named, \(table)_made") }
    }
  }

  @Test(
    "On a server of our own one is built anew where its roles are otherwise since, and tests' roles stay what they are")
  func altered() async throws {
    try await OwnEmbeddedServer.with { server in
      let sql = ["CREATE ROLE a LOGIN CREATEROLE", "CREATE ROLE a NOLOGIN"]
      #expect(try await told([sql[0]], on: server) == [.building(kept: 0)])
      #expect(try await told([sql[0]], on: server) == [.found])
      #expect(try await told([sql[1]], on: server) == [.building(kept: 0)])
      #expect(try await told([sql[0]], on: server) == [.building(kept: 0)])
      #expect(try await told([sql[0]], on: server) == [.found])
      let other = try await server.runningTests(as: "b", password: nil)
      #expect(try await told(["CREATE ROLE b NOLOGIN PASSWORD 'y'"], on: server) == [.building(kept: 0)])
      try await Connection.open(other.tests.replacing(["dbname": "postgres"])).close()
    }
  }
}

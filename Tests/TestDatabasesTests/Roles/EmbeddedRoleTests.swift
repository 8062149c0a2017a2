import LeaseProtocol
import LibPQ
import ProcessTestTools
import Testing

@testable import EmbeddedPostgres
@testable import TestDatabases

/// With a server of their own, since all that use it have its roles.
@Suite("What a test sets for the roles of an embedded server", .timeLimit(.minutes(5)))
struct EmbeddedRoleTests {
  private static let changes = [
    "ALTER ROLE CURRENT_USER SET timezone = 'Asia/Tokyo'", "ALTER ROLE dbtest_reader SET statement_timeout = 1",
    "ALTER ROLE CURRENT_USER PASSWORD 'x'", "ALTER ROLE dbtest_reader PASSWORD NULL",
    "ALTER ROLE dbtest_reader NOLOGIN", "ALTER ROLE CURRENT_USER NOINHERIT",
    "ALTER ROLE CURRENT_USER CONNECTION LIMIT 0", "ALTER ROLE CURRENT_USER VALID UNTIL '2001-01-01'",
    "GRANT pg_write_all_data TO dbtest_reader", "REVOKE pg_read_all_data FROM dbtest_reader",
    "ALTER ROLE CURRENT_USER NOLOGIN",
    // Last, since it takes away the right to do the others.
    "ALTER ROLE CURRENT_USER NOCREATEROLE",
  ]

  private func deviations(_ server: DatabaseServer) async throws -> [String] {
    let connection = try await Connection.open(server.administrator)
    let found = try await connection.exclusively { connection in
      try RoleDeviations.read(testsRole: nil, password: server.owner["password"] ?? "", connection).found
    }
    await connection.close()
    return found
  }

  @Test("is gone for the next one, and told, whichever it is")
  func putBack() async throws {
    try await OwnEmbeddedServer.with { server in
      try await Playground.open(["0001_a.sql": "CREATE TABLE a (n int)"], on: server) { playground in
        #expect(try await deviations(playground.server) == [])
        for change in Self.changes.dropLast() + ["DROP ROLE dbtest_reader"] + Self.changes.suffix(1) {
          let findings = Locked<[RoleKeeper.Finding]>([])
          playground.session.roles.onFinding { _, finding in findings.withLock { $0.append(finding) } }
          let member = try await playground.databases.take(.pooled, for: .testing)
          let client = try await Connection.open(playground.owner(member))
          try await client.execute(change)
          await client.close()
          await playground.databases.giveBack(member, .pooled, for: .testing)
          #expect(try await deviations(playground.server) == [], "\(change)")
          let told = findings.withLock { $0 }
          #expect(told.count == 1 && told.first?.problem == nil && told.first?.changes.count == 1, "\(change): \(told)")
        }
      }
    }
  }

  @Test("does not stay where its run has died: not for a session that is there, nor for one that begins")
  func otherSessions() async throws {
    try await OwnEmbeddedServer.with { server in
      try await OnServer.perform(on: server) { run in
        let (one, other) = (try await run.open(), try await run.open())
        func pollute() async throws {
          let client = try await Connection.open(server.dsn(database: one.database))
          for change in Self.changes { try await client.execute(change) }
          await client.close()
        }
        try await pollute()
        await other.putRolesBack()
        #expect(try await deviations(server) == [])
        try await pollute()
        // Neither goes by what it has found.
        let third = try await run.open()
        #expect(try await deviations(server) == [])
        await one.putRolesBack()
        #expect(try await deviations(server) == [])
        for session in [one, other, third] { await session.close() }
      }
    }
  }
}

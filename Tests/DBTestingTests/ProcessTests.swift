import Foundation
import LeaseProtocol
import Testing

@testable import DBTesting

/// What a process of its own finds.
@Suite(.timeLimit(.minutes(5))) struct ProcessTests {
  @Test("A database reaches an exit test, where statements work over a connection of its own, with any session or none")
  func exitTest() async throws {
    try await serving { server, client in
      try await withTestDatabase { database in
        await #expect(processExitsWith: .success) {
          [database = database as TestDatabase] in
          // As in a test that an IDE starts, whose session is its own process's.
          unsetenv(LeaseAddress.variable)
          setenv("DB_TEST_TOOL", "/nowhere/db-tool", 1)
          let rows = try await database.query("SELECT 1")
          #expect(try rows[0]["lease"] == database.token)
        }
      }
      #expect(server.connections == 2)
      // The answer comes before the server goes.
      client.followUps.wait()
    }
  }

  @Test("Without a session and without a tool that could start one, the error says how to run the tests")
  func noSession() async {
    await #expect(processExitsWith: .success) {
      unsetenv(LeaseAddress.variable)
      setenv("DB_TEST_TOOL", "/nowhere/db-tool", 1)
      let error = await #expect(throws: TestDatabaseError.self) { try await withTestDatabase { _ in } }
      #expect(error?.code == .noSession)
      #expect(error?.description.contains("swift package db-test") == true)
    }
  }

  @Test("Where a session of its own can't have a database, the error says why")
  func unavailable() async {
    await #expect(processExitsWith: .success) {
      unsetenv(LeaseAddress.variable)
      setenv("POSTGRES_DSN_ORIGINAL", "postgres://nobody@127.0.0.1:1/postgres", 1)
      let error = await #expect(throws: TestDatabaseError.self) { try await withTestDatabase { _ in } }
      #expect(error?.code == .unavailable)
      #expect(error?.description.isEmpty == false)
    }
  }
}

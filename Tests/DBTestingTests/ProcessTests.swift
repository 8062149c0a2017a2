import Foundation
import LeaseProtocol
import Testing

@testable import DBTesting

/// What a process of its own finds.
@Suite(.timeLimit(.minutes(1))) struct ProcessTests {
  @Test("A database reaches an exit test, where statements work over a connection of its own")
  func exitTest() async throws {
    try await serving { server, _ in
      try await withTestDatabase { database in
        await #expect(processExitsWith: .success) {
          [database = database as TestDatabase, path = server.path as String] in
          setenv(LeaseAddress.variable, path, 1)
          let rows = try await database.query("SELECT 1")
          #expect(try rows[0]["lease"] == database.token)
        }
      }
      #expect(server.connections == 2)
    }
  }

  @Test("Without a session, the error says how to run the tests")
  func noSession() async {
    await #expect(processExitsWith: .success) {
      unsetenv(LeaseAddress.variable)
      let error = await #expect(throws: TestDatabaseError.self) { try await withTestDatabase { _ in } }
      #expect(error?.code == .noSession)
      #expect(error?.description.contains("swift package db-test") == true)
    }
  }
}

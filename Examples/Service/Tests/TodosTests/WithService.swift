import DBTesting
import Hummingbird
import HummingbirdTesting
import Todos

/// Runs the service on the database of the test, for as long as `body` talks to it.
///
/// The connection is closed in the end: one that a test leaves open is ended, and the test gets a warning.
func withService(
  _ testing: TestingSetup = .router, _ body: @Sendable (any TestClientProtocol) async throws -> Void
) async throws {
  let database = try await Database.connect(dsn: TestDatabase.current.dsn)
  do {
    try await application(TodoRepository(database)).test(testing, body)
  } catch {
    await database.close()
    throw error
  }
  await database.close()
}

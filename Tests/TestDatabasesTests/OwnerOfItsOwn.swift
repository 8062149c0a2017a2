import LibPQ
import OwnTestServer

@testable import TestDatabases

/// A role that owns the databases and the templates of one test, so that no other test's are among them.
enum OwnerOfItsOwn {
  /// Makes the role, lets a test use the server with databases that belong to it, and drops it again.
  static func with(_ role: String, _ body: (DatabaseServer) async throws -> Void) async throws {
    let administrator = try await DatabaseServer.given(TestServer.administrator().url, source: "the tests")
    try await TestServer.administrate { try await $0.execute("CREATE ROLE \(role) LOGIN CREATEDB PASSWORD 'x'") }
    let server = DatabaseServer(
      origin: .given, administrator: administrator.administrator,
      owner: try TestServer.dsn().replacing(["dbname": nil, "user": role, "password": "x"]),
      version: administrator.version)
    let result: Result<Void, any Error>
    do { result = .success(try await body(server)) } catch { result = .failure(error) }
    _ = try? await Templates.remove(nil, on: server)
    try await TestServer.administrate { try await $0.execute("DROP ROLE \(role)") }
    try result.get()
  }
}

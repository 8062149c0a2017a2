import LibPQ
import OwnTestServer

@testable import TestDatabases

/// A role that owns nothing and is nobody's member, for tests to run as.
struct OtherRole: Sendable {
  let name: String
  let password: String
  /// The name as it stands in statements.
  let quoted: String

  /// Makes a role, lets a test use it, and drops it again, once the databases are gone where it was granted anything.
  ///
  /// - Parameter rights: What `CREATE ROLE` is told besides the password.
  static func with<Result>(
    _ rights: String = "LOGIN", _ body: (OtherRole) async throws -> Result
  ) async throws -> Result {
    // A name that needs its quotes.
    let number = SessionIdentifier.random()
    let name = "Other \"Role\" \(number)"
    let quoted = try await TestServer.administrate { connection in
      let quoted = try await connection.quoted(identifier: name)
      try await connection.execute("CREATE ROLE \(quoted) \(rights) PASSWORD 'other-\(number)'")
      return quoted
    }
    let outcome: Swift.Result<Result, any Error>
    do {
      outcome = .success(try await body(OtherRole(name: name, password: "other-\(number)", quoted: quoted)))
    } catch {
      outcome = .failure(error)
    }
    try await TestServer.administrate { try await $0.execute("DROP ROLE \(quoted)") }
    return try outcome.get()
  }
}

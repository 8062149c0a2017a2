internal import EmbeddedPostgres
internal import LibPQ
internal import Supervision

extension DatabaseServer {
  /// Whether tests connect as another role than the databases' owner.
  var testsHaveOtherRole: Bool { tests["user"] != owner["user"] }

  /// The same server where tests connect as another role than the databases' owner, so that row security and
  /// privileges hold for them.
  ///
  /// On our own server the role is made where it isn't there: before the migrations run, which grant it what it may
  /// do. On a given one it has to be there, and to be let in.
  ///
  /// - Parameters:
  ///   - role: Its name; `nil` where tests connect as the owner.
  ///   - password: Its password on a given server, where that is another than the owner's.
  /// - Throws: ``SessionError``, `EmbeddedPostgresError`, `PostgresError`, `CancellationError`.
  package func runningTests(as role: String?, password: String?) async throws -> DatabaseServer {
    guard let role else { return self }
    // The server would take but the beginning of a longer one.
    guard (1...63).contains(role.utf8.count), !role.utf8.contains(0) else {
      throw SessionError(
        .unsuitableRole, "a role's name has 1 to 63 bytes; '\(role)', which the tests are to run as, has not")
    }
    var server = self
    switch origin {
    case .embedded(let embedded):
      try await embedded.admit(role: role)
      server.tests = owner.replacing(["user": role])
    case .given where role == ownerName: break
    case .given:
      server.tests = owner.replacing(["user": role, "password": password ?? owner["password"]])
      try await server.checkTestsRole(role)
    }
    return server
  }

  /// Makes sure that the tests' role is there and can connect, and that we can tidy up after it.
  private func checkTestsRole(_ role: String) async throws {
    let connection = try await Connection.open(administrator)
    let row = try await connection.query(Statements.testsRole, [role]).rows.first
    let quoted = try await connection.quoted(identifier: role)
    let own = row?["own"] ?? ownerName
    let quotedOwn = try await connection.quoted(identifier: own)
    await connection.close()
    guard let row else {
      throw SessionError(
        .unsuitableRole,
        """
        there is no role \(role), which the tests are to run as, on the server \(administrator)
        To make it:  CREATE ROLE \(quoted) LOGIN PASSWORD '…'
        \(Self.aboutPassword)
        """)
    }
    guard row["login"] == "t" else {
      throw SessionError(
        .unsuitableRole,
        """
        the role \(role), which the tests are to run as, may not log in on the server \(administrator)
        To allow it:  ALTER ROLE \(quoted) LOGIN PASSWORD '…'
        \(Self.aboutPassword)
        """)
    }
    // Without it, connections that a test leaves open would be neither seen nor ended, and its database not dropped.
    guard row["governed"] == "t" else {
      throw SessionError(
        .unsuitableRole,
        """
        the role \(own) may not end the connections of \(role), which the tests are to run as, on the server \
        \(administrator)
        To allow it:  GRANT \(quoted) TO \(quotedOwn)
        """)
    }
    do {
      try await Connection.open(tests.replacing(["dbname": administrator["dbname"]])).close()
    } catch let error as PostgresError {
      throw SessionError(
        .unsuitableRole,
        """
        the role \(role), which the tests are to run as, is not let in: \(error.message)
        \(Self.aboutPassword)
        To set it:  ALTER ROLE \(quoted) PASSWORD '…'
        """)
    }
  }

  private static let aboutPassword =
    "Its password is that of the server's connection string, unless \(CleanEnvironment.rolePasswordVariable) has another."
}

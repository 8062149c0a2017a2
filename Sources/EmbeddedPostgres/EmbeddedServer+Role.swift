internal import LibPQ
internal import Supervision

extension EmbeddedServer {
  /// The comment of such a role: another run's migrations may not make it something else.
  package static var testsRoleComment: String { TestRoles.comment }

  /// Lets a role in that isn't the tool's own, with the owner's password, until the server stops; makes it where it
  /// isn't there. It may do what others grant it, and nothing else.
  ///
  /// - Throws: ``EmbeddedPostgresError`` with code `unsuitableRole`; `PostgresError`, `SystemError`.
  package func admit(role: String) async throws {
    guard !ServerSettings.ownRoles.contains(role) else {
      throw EmbeddedPostgresError(
        .unsuitableRole,
        """
        tests can't run as \(role), which is a role of this tool's own
        Name another one; on an embedded server it is made where it isn't there.
        """)
    }
    // Runs that begin at the same time would make it both.
    let control = try await FileLock.take(.exclusive, path: directory.controlLock)
    defer { control.release() }
    try await TestRoles.admit(role, superuser, password: owner["password"] ?? "")
  }
}

internal import LibPQ

/// The roles of the embedded server that tests connect as.
enum TestRoles {
  private enum Statements {
    static let isSuperuser = "SELECT rolsuper FROM pg_catalog.pg_roles WHERE rolname = $1"
    // These take no parameters; what is put in has been quoted by libpq.
    static func create(_ role: String) -> String { "CREATE ROLE \(role)" }
    static func alter(_ role: String, _ rights: String, verifier: String) -> String {
      "ALTER ROLE \(role) LOGIN NOSUPERUSER NOCREATEDB \(rights) PASSWORD \(verifier)"
    }
    static func grant(_ role: String, to member: String) -> String { "GRANT \(role) TO \(member)" }
    static func comment(on role: String, _ text: String) -> String { "COMMENT ON ROLE \(role) IS \(text)" }
    static func letReadAll(_ role: String) -> String { "GRANT pg_read_all_data TO \(role)" }
  }

  /// Gives our own roles their password, which is good until the server stops; makes those that aren't there.
  ///
  /// One owns the databases, and may make roles of its own. The other may read all and write nothing.
  ///
  /// - Parameter connection: The superuser's.
  static func prepare(_ connection: Connection, password: String) async throws {
    try await prepare(ServerSettings.owner, "CREATEROLE", password, connection)
    try await prepare(ServerSettings.reader, "NOCREATEROLE", password, connection)
    let reader = try await connection.quoted(identifier: ServerSettings.reader)
    try await connection.execute(Statements.letReadAll(reader))
    try await restore(connection, password: password)
  }

  /// Takes from our own roles what tests have set for them, as they may, and what all later ones would have.
  ///
  /// - Parameter connection: The superuser's.
  static func restore(_ connection: Connection, password: String) async throws {
    try await connection.exclusively { connection in
      try RoleDeviations.read(testsRole: nil, password: password, connection).undo(connection)
    }
  }

  /// Gives a role of the user's that password; makes it where it isn't there.
  ///
  /// - Throws: ``EmbeddedPostgresError`` with code `unsuitableRole`, `PostgresError`.
  static func admit(_ role: String, _ superuser: DSN, password: String) async throws {
    let connection = try await Connection.open(superuser)
    // It would become none by this, which is not for us to decide.
    if try await connection.query(Statements.isSuperuser, [role]).firstValue == "t" {
      throw EmbeddedPostgresError(
        .unsuitableRole,
        """
        tests can't run as \(role), which is a superuser on the embedded server: no privilege and no row security \
        would hold for them
        Name another role, or take that away from it:  ALTER ROLE \(try await connection.quoted(identifier: role)) \
        NOSUPERUSER
        """)
    }
    try await prepare(role, "NOCREATEROLE", password, connection)
    // Migrations may give it tables of its own, as they may in production.
    try await connection.execute(
      Statements.grant(
        try await connection.quoted(identifier: role),
        to: try await connection.quoted(identifier: ServerSettings.owner)))
    try await connection.execute(
      Statements.comment(
        on: try await connection.quoted(identifier: role), try await connection.quoted(literal: comment)))
    await connection.close()
  }

  /// What is said of such a role, so that no migration of another run alters it.
  static let comment = "Tests connect as this role; made by swift-db-test"

  private static func prepare(
    _ name: String, _ rights: String, _ password: String, _ connection: Connection
  ) async throws {
    let verifier = try await connection.quoted(literal: SCRAMVerifier.make(password: password))
    let role = try await connection.quoted(identifier: name)
    if try await connection.query(Statements.isSuperuser, [name]).firstValue == nil {
      try await connection.execute(Statements.create(role))
    }
    try await connection.execute(Statements.alter(role, rights, verifier: verifier))
  }
}

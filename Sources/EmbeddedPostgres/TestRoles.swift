internal import LibPQ

/// The roles of the embedded server that tests connect as.
enum TestRoles {
  private enum Statements {
    static let exists = "SELECT 1 FROM pg_catalog.pg_roles WHERE rolname = $1"
    // These take no parameters; what is put in has been quoted by libpq.
    static func create(_ role: String) -> String { "CREATE ROLE \(role)" }
    static func alter(_ role: String, _ rights: String, verifier: String) -> String {
      "ALTER ROLE \(role) LOGIN NOSUPERUSER NOCREATEDB \(rights) PASSWORD \(verifier)"
    }
    static func letReadAll(_ role: String) -> String { "GRANT pg_read_all_data TO \(role)" }
  }

  /// Gives the roles their password, which is good until the server stops; makes those that aren't there.
  ///
  /// One owns the databases, and may make roles of its own. The other may read all and write nothing.
  static func prepare(_ superuser: DSN, password: String) async throws {
    let salt = (0..<16).map { _ in UInt8.random(in: .min ... .max) }
    let connection = try await Connection.open(superuser)
    let verifier = try await connection.quoted(literal: SCRAMVerifier.make(password: password, salt: salt))
    for (name, rights) in [(ServerSettings.owner, "CREATEROLE"), (ServerSettings.reader, "NOCREATEROLE")] {
      let role = try await connection.quoted(identifier: name)
      if try await connection.query(Statements.exists, [name]).firstValue == nil {
        try await connection.execute(Statements.create(role))
        if name == ServerSettings.reader { try await connection.execute(Statements.letReadAll(role)) }
      }
      try await connection.execute(Statements.alter(role, rights, verifier: verifier))
    }
    await connection.close()
  }
}

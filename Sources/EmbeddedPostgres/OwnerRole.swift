internal import LibPQ

/// The role that owns the test databases of the embedded server.
enum OwnerRole {
  private enum Statements {
    static let exists = "SELECT 1 FROM pg_catalog.pg_roles WHERE rolname = $1"
    // These take no parameters; what is put in has been quoted by libpq.
    static func create(_ role: String, verifier: String) -> String {
      "CREATE ROLE \(role) LOGIN CREATEROLE PASSWORD \(verifier)"
    }
    static func setPassword(_ role: String, verifier: String) -> String {
      "ALTER ROLE \(role) LOGIN CREATEROLE NOSUPERUSER NOCREATEDB PASSWORD \(verifier)"
    }
  }

  /// Gives the role its password, which is good until the server stops; makes the role where it isn't there.
  static func prepare(_ superuser: DSN, password: String) async throws {
    let salt = (0..<16).map { _ in UInt8.random(in: .min ... .max) }
    let connection = try await Connection.open(superuser)
    let role = try await connection.quoted(identifier: ServerSettings.owner)
    let verifier = try await connection.quoted(literal: SCRAMVerifier.make(password: password, salt: salt))
    let exists = try await connection.query(Statements.exists, [ServerSettings.owner]).firstValue != nil
    try await connection.execute(
      exists
        ? Statements.setPassword(role, verifier: verifier) : Statements.create(role, verifier: verifier))
    await connection.close()
  }
}

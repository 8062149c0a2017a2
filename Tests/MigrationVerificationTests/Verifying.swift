import EmbeddedPostgres
import LibPQ
import MigrationRunner
import MigrationVerification
import OwnTestServer
import ProcessTestTools
import SQLMigrations

/// Verifies files in a database of their own.
enum Verifying {
  /// What there is to say of these files.
  static func findings(
    _ files: KeyValuePairs<String, String>, roles: SharedRoles? = nil
  ) async throws -> [VerificationFinding] {
    let folder = try TemporaryFolder("verification")
    for (name, text) in files { try folder.write(text, to: "Migrations/\(name)") }
    let plan = try MigrationFolder(in: PackageDirectory(folder.path)).read()
    let binaries = try await binaries()
    return try await TestServer.withDatabase { dsn in
      let connection = try await Connection.open(dsn)
      let administrator = try TestServer.administrator().replacing(["dbname": dsn["dbname"]])
      let verifier = MigrationVerifier(
        connection: connection, dump: binaries.path(of: "pg_dump"), dumpDSN: administrator, folder: folder.path,
        roles: roles)
      let findings = try await verifier.verify(plan)
      await connection.close()
      return findings
    }
  }

  /// The programs of the server itself, or the newest: an older pg_dump refuses a newer server.
  private static func binaries() async throws -> ServerBinaries {
    // Only a superuser may ask.
    let folder = try? await TestServer.administrate {
      try await $0.query("SELECT setting FROM pg_config WHERE name = 'BINDIR'").firstValue
    }
    if let folder, let binaries = try? await ServerBinaries.find(in: folder, environment: [:]) { return binaries }
    return try await ServerBinaries.find(
      in: nil, environment: ["PATH": "/usr/bin:/bin:/usr/local/bin:/opt/homebrew/bin"])
  }
}

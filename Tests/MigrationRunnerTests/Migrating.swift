import Foundation
import LibPQ
import MigrationRunner
import OwnTestServer
import SQLMigrations

/// An empty database, a connection to it, and files to run there.
struct Migrating {
  let dsn: DSN
  let connection: Connection
  var runner: MigrationRunner { MigrationRunner(connection: connection) }

  /// Lets a test use a database of its own, as its owner: one who is no superuser where none is named.
  static func inNewDatabase<Result>(
    owner: DSN? = nil, _ body: (Migrating) async throws -> Result
  ) async throws -> Result {
    try await TestServer.withDatabase(owner: owner) { dsn in
      let connection = try await Connection.open(dsn)
      let result = try await body(Migrating(dsn: dsn, connection: connection))
      await connection.close()
      return result
    }
  }

  /// A plan of these files, as it is read from a folder.
  static func plan(_ files: KeyValuePairs<String, String>) throws -> MigrationPlan {
    try withFolder(files) { try MigrationFolder(in: $0).read() }
  }

  /// Seeds of these files.
  static func seeds(_ files: KeyValuePairs<String, String>) throws -> Seeds {
    try withFolder(files) { try Seeds.read(folder: "Migrations", in: $0) }
  }

  private static func withFolder<Result>(
    _ files: KeyValuePairs<String, String>, _ body: (PackageDirectory) throws -> Result
  ) throws -> Result {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("runner-\(UUID().uuidString)")
    let migrations = folder.appendingPathComponent("Migrations")
    try FileManager.default.createDirectory(at: migrations, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    for (name, text) in files {
      let file = migrations.appendingPathComponent(name)
      try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: file)
    }
    return try body(PackageDirectory(folder.path))
  }

  /// Applies these files.
  @discardableResult
  func up(_ files: KeyValuePairs<String, String>) async throws -> MigrationResult {
    try await runner.up(Migrating.plan(files))
  }

  /// The error that applying these files ends with.
  func failure(_ files: KeyValuePairs<String, String>) async throws -> MigrationError? {
    do {
      try await up(files)
      return nil
    } catch let error as MigrationError {
      return error
    }
  }

  /// The first value a query gives.
  func value(_ sql: String) async throws -> String? { try await connection.query(sql).firstValue }

  /// The tables in `public`, by name.
  func tables() async throws -> [String] {
    try await connection.query("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1")
      .rows.compactMap { $0[0] }
  }

  /// The names of what was applied.
  func applied() async throws -> [String] { try await runner.applied().map(\.name) }
}

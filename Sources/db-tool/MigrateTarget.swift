import LibPQ
import TestDatabases

/// The name of the database that `db-migrate` is about.
struct MigrateTarget: Sendable {
  let database: String
  /// Whether the connection string names it.
  let isOfConnectionString: Bool

  /// - Throws: `SessionError` where the connection string can't be read.
  init(server: ServerSettings, database: String?, packageName: String) throws {
    var named: String?
    if let (text, _) = server.given, let dsn = try? DSN(parsing: text) { named = dsn["dbname"] }
    // These are where one connects to make others.
    if let name = named, ["postgres", "template0", "template1"].contains(name) { named = nil }
    isOfConnectionString = database == nil && named != nil
    self.database = database ?? named ?? DatabaseName.longLived(package: packageName)
  }
}

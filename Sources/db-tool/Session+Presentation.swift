import LibPQ
import PackageTests
import TestDatabases

extension Session {
  /// The database in the parts that the tests' environment has.
  var environmentDatabase: TestEnvironment.Database { server.environmentDatabase(named: database) }

  /// What to type to look at the database; no password is in it.
  var psqlCommand: String { "psql '\(server.visitorsDSN(database: database).url)'" }

  /// What to type to drop the database; no password is in it.
  var dropCommand: String {
    let maintenance = server.administrator.replacing(["password": nil]).url
    return "dropdb --maintenance-db='\(maintenance)' \(database)"
  }
}

extension DatabaseServer {
  /// A database in the parts that the tests' environment has.
  func environmentDatabase(named database: String) -> TestEnvironment.Database {
    let dsn = dsn(database: database)
    return TestEnvironment.Database(
      dsn: dsn.url, host: dsn["host"], port: dsn["port"] ?? "5432", user: dsn["user"],
      password: dsn["password"], name: database, socketPath: socketPath)
  }
}

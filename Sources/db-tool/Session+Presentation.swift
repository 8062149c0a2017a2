import LibPQ
import PackageTests
import TestDatabases

extension Session {
  /// The database in the parts that the tests' environment has.
  var environmentDatabase: TestEnvironment.Database { server.environmentDatabase(named: database) }
}

extension DatabaseServer {
  /// A database in the parts that the tests' environment has.
  func environmentDatabase(named database: String) -> TestEnvironment.Database { parts(dsn(database: database)) }

  /// The same for programs that are to own it.
  func ownersDatabase(named database: String) -> TestEnvironment.Database { parts(ownersDSN(database: database)) }

  private func parts(_ dsn: DSN) -> TestEnvironment.Database {
    TestEnvironment.Database(
      dsn: dsn.url, host: dsn["host"], port: dsn["port"] ?? "5432", user: dsn["user"],
      password: dsn["password"], name: dsn["dbname"], socketPath: socketPath)
  }

  /// What to type to look at a database; no password is in it.
  func psqlCommand(_ database: String) -> String { "psql '\(visitorsDSN(database: database).url)'" }

  /// What to type to drop a database; no password is in it.
  func dropCommand(_ database: String) -> String {
    "dropdb --maintenance-db='\(administrator.replacing(["password": nil]).url)' \(database)"
  }
}

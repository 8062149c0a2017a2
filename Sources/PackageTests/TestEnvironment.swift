internal import Supervision

/// The environment that the tests run in: the user's, with one database in it.
package struct TestEnvironment: Sendable {
  /// A database, in the parts that clients ask for.
  package struct Database: Sendable {
    /// The whole connection string, a URL.
    package var dsn: String
    package var host, port, user, password, name: String?
    /// The path of the server's socket, where it has one on this machine.
    package var socketPath: String?

    package init(
      dsn: String, host: String?, port: String?, user: String?, password: String?, name: String?,
      socketPath: String?
    ) {
      self.dsn = dsn
      self.host = host
      self.port = port
      self.user = user
      self.password = password
      self.name = name
      self.socketPath = socketPath
    }
  }

  /// The variable that names the server to use; it is the tool's, and no test sees it.
  package static let givenServerVariable = "POSTGRES_DSN_ORIGINAL"

  /// The names in an environment that the tests may not see.
  ///
  /// That is every variable of libpq, since an inherited `PGHOSTADDR` would beat the host of any connection
  /// string, and the name of the server that the tool was given, with its password. That of the tests' role reaches
  /// them as part of their own connection string.
  package static func hiddenNames(in environment: [String: String]) -> [String] {
    environment.keys.filter {
      $0.hasPrefix("PG") || $0 == givenServerVariable || $0 == CleanEnvironment.rolePasswordVariable
    }
  }

  /// The database under the names that test suites are used to.
  package static func variables(of database: Database) -> [String: String] {
    let values: [(String, String?)] = [
      ("POSTGRES_DSN", database.dsn), ("DATABASE_URL", database.dsn),
      // libpq and psql
      ("PGHOST", database.host), ("PGPORT", database.port), ("PGUSER", database.user),
      ("PGPASSWORD", database.password), ("PGDATABASE", database.name),
      // PostgresNIO, Fluent, Hummingbird
      ("POSTGRES_HOSTNAME", database.host), ("POSTGRES_PORT", database.port),
      ("POSTGRES_USER", database.user), ("POSTGRES_PASSWORD", database.password),
      ("POSTGRES_DB", database.name), ("POSTGRES_SOCKET", database.socketPath),
      // Vapor
      ("DATABASE_HOST", database.host), ("DATABASE_PORT", database.port),
      ("DATABASE_USERNAME", database.user), ("DATABASE_PASSWORD", database.password),
      ("DATABASE_NAME", database.name),
    ]
    return Dictionary(uniqueKeysWithValues: values.compactMap { name, value in value.map { (name, $0) } })
  }
}

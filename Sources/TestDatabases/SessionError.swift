/// Why there is no database for the tests.
package struct SessionError: Error, Sendable, CustomStringConvertible {
  /// What kind of thing went wrong.
  package struct Code: Sendable, Hashable {
    private enum Kind {
      case invalidDSN, unreachable, unsuitableServer, mayNotCreateDatabases, unsuitableRole, notOurs, databaseFailed
      case tooManyLeases, migrationCommandFailed, cannotDowngrade
    }

    private let kind: Kind

    /// The connection string can't be read.
    package static var invalidDSN: Code { Code(kind: .invalidDSN) }
    /// The server does not answer, or does not let us in.
    package static var unreachable: Code { Code(kind: .unreachable) }
    /// The server is too old.
    package static var unsuitableServer: Code { Code(kind: .unsuitableServer) }
    /// The role may not create databases.
    package static var mayNotCreateDatabases: Code { Code(kind: .mayNotCreateDatabases) }
    /// The role that tests are to connect as isn't there, can't log in or isn't fit for it.
    package static var unsuitableRole: Code { Code(kind: .unsuitableRole) }
    /// A database is there that isn't this tool's.
    package static var notOurs: Code { Code(kind: .notOurs) }
    /// Tests wait for one another's databases, and there may be no more.
    package static var tooManyLeases: Code { Code(kind: .tooManyLeases) }
    /// The package's own program did not migrate the database.
    package static var migrationCommandFailed: Code { Code(kind: .migrationCommandFailed) }
    /// What was made can't be undone.
    package static var cannotDowngrade: Code { Code(kind: .cannotDowngrade) }
    /// The server refused to create, mark or drop a database.
    package static var databaseFailed: Code { Code(kind: .databaseFailed) }
  }

  /// What kind of thing went wrong.
  package let code: Code
  /// What happened, and what to do next.
  package let description: String

  package init(_ code: Code, _ description: String) {
    self.code = code
    self.description = description
  }
}

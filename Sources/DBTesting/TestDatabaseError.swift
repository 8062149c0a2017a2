/// Why a test has no database, or why a statement in it did not work.
public struct TestDatabaseError: Error, Sendable, CustomStringConvertible {
  /// What kind of thing went wrong.
  public struct Code: Sendable, Hashable {
    private enum Kind {
      case noSession, serverGone, unavailable, noDatabase, fixtureNotFound, statementFailed, unexpectedResult
    }

    private let kind: Kind

    /// The tests run without a session that could give them databases.
    public static var noSession: Code { Code(kind: .noSession) }
    /// The process that hands out the databases has ended, or can't be talked to.
    public static var serverGone: Code { Code(kind: .serverGone) }
    /// There is a session, but it could not give this database.
    public static var unavailable: Code { Code(kind: .unavailable) }
    /// ``TestDatabase/current`` was asked for where no database was taken.
    public static var noDatabase: Code { Code(kind: .noDatabase) }
    /// A fixture's file is in none of the folders that it may be in.
    public static var fixtureNotFound: Code { Code(kind: .fixtureNotFound) }
    /// The database refused a statement.
    public static var statementFailed: Code { Code(kind: .statementFailed) }
    /// A statement's result is not what was asked of it, such as a column that it does not have.
    public static var unexpectedResult: Code { Code(kind: .unexpectedResult) }
  }

  /// What kind of thing went wrong.
  public let code: Code
  /// What happened, and what to do next.
  public let description: String
  /// The SQLSTATE, such as `23505`, where the database refused a statement.
  public let sqlState: String?

  init(_ code: Code, _ description: String, sqlState: String? = nil) {
    self.code = code
    self.description = description
    self.sqlState = sqlState
  }
}

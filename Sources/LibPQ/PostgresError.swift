/// Why talking to a PostgreSQL server did not work.
package struct PostgresError: Error, Sendable {
  /// What kind of thing went wrong.
  package struct Code: Sendable, Hashable, CustomStringConvertible {
    private enum Kind: String {
      case invalidDSN, connectionFailed, connectionLost, statementFailed, copyFailed, timedOut
    }

    private let kind: Kind

    /// libpq can't read the connection string.
    package static var invalidDSN: Code { Code(kind: .invalidDSN) }
    /// No connection came about: unreachable, refused, or not let in.
    package static var connectionFailed: Code { Code(kind: .connectionFailed) }
    /// A connection that was there went away.
    package static var connectionLost: Code { Code(kind: .connectionLost) }
    /// The server refused a statement; ``PostgresError/server`` says why.
    package static var statementFailed: Code { Code(kind: .statementFailed) }
    /// A COPY was started by a statement that wasn't expected to, or the other way round.
    package static var copyFailed: Code { Code(kind: .copyFailed) }
    /// The server did not answer in time.
    package static var timedOut: Code { Code(kind: .timedOut) }

    package var description: String { kind.rawValue }
  }

  /// What kind of thing went wrong.
  package let code: Code
  /// What happened, in one or more lines, without any password.
  package let message: String
  /// The server's own message, where it is the server that refused.
  package let server: ServerMessage?
  /// How many statements of the same text had succeeded before, where the server was sent any.
  ///
  /// These are the ones with a command tag: SELECTs that the rules of a statement add give results without.
  package var completedStatements: Int? { completedCommands?.count }
  /// The command tags of these.
  package internal(set) var completedCommands: [String]?

  package init(code: Code, message: String, server: ServerMessage? = nil) {
    self.code = code
    self.message = message
    self.server = server
  }

  /// The five characters of the SQLSTATE, where the server sent one.
  package var sqlState: String? { server?.sqlState }
}

extension PostgresError: CustomStringConvertible {
  package var description: String { server?.description ?? message }
}

package import LibPQ

/// Why migrations or seeds did not go through.
package struct MigrationError: Error, Sendable, CustomStringConvertible {
  /// What kind of thing went wrong.
  package struct Code: Sendable, Hashable {
    private enum Kind {
      case scriptFailed, refused, transactionRolledBack, transactionLeftOpen, notRecorded, edited, missing, noDown
    }

    private let kind: Kind

    /// The server refused something in a file.
    package static var scriptFailed: Code { Code(kind: .scriptFailed) }
    /// A file has something that can't be run, such as a command that only psql has; nothing was run.
    package static var refused: Code { Code(kind: .refused) }
    /// A file rolled back what it had done itself.
    package static var transactionRolledBack: Code { Code(kind: .transactionRolledBack) }
    /// A file that runs without a transaction began one and did not end it.
    package static var transactionLeftOpen: Code { Code(kind: .transactionLeftOpen) }
    /// A file was run, but the table of applied migrations could not be changed.
    package static var notRecorded: Code { Code(kind: .notRecorded) }
    /// Files were changed after they were applied.
    package static var edited: Code { Code(kind: .edited) }
    /// Files of applied migrations are not there any more.
    package static var missing: Code { Code(kind: .missing) }
    /// Applied migrations have no file that takes them back.
    package static var noDown: Code { Code(kind: .noDown) }
  }

  /// What kind of thing went wrong.
  package let code: Code
  /// The files concerned, as they are shown to people.
  package let files: [String]
  /// What happened, where, and what to do next, in one or more lines.
  package let description: String
  /// What the server or libpq said, where it is one of them that failed.
  package let underlyingError: PostgresError?

  init(_ code: Code, _ files: [String], _ description: String, underlyingError: PostgresError? = nil) {
    self.code = code
    self.files = files
    self.description = description
    self.underlyingError = underlyingError
  }
}

/// Why a folder of migrations, or a seed file, can't be read.
package struct MigrationFileError: Error, Sendable, CustomStringConvertible {
  /// What kind of thing is wrong.
  package struct Code: Sendable, Hashable {
    private enum Kind {
      case folderMissing, folderEmpty, unexpectedName, duplicateVersion, downWithoutUp, unreadable, notText
      case ambiguousConvention, incomplete, misplaced, unsupported, checksumMismatch, undefinedPlaceholder
      case psqlOnly, unterminated
    }

    private let kind: Kind

    /// There is no such folder.
    package static var folderMissing: Code { Code(kind: .folderMissing) }
    /// The folder has no migration in it.
    package static var folderEmpty: Code { Code(kind: .folderEmpty) }
    /// An SQL file's name has no version.
    package static var unexpectedName: Code { Code(kind: .unexpectedName) }
    /// Two files have the same version.
    package static var duplicateVersion: Code { Code(kind: .duplicateVersion) }
    /// A file takes back what no file does.
    package static var downWithoutUp: Code { Code(kind: .downWithoutUp) }
    /// The system would not let us read a file or folder.
    package static var unreadable: Code { Code(kind: .unreadable) }
    /// A file's bytes are no UTF-8 text.
    package static var notText: Code { Code(kind: .notText) }
    /// The folder may be of more than one tool.
    package static var ambiguousConvention: Code { Code(kind: .ambiguousConvention) }
    /// A migration lacks a file or a line that its convention asks for.
    package static var incomplete: Code { Code(kind: .incomplete) }
    /// Something stands where its convention doesn't have it.
    package static var misplaced: Code { Code(kind: .misplaced) }
    /// A file asks for something that only its convention's own tool does.
    package static var unsupported: Code { Code(kind: .unsupported) }
    /// The files are not those that a list of checksums was made of.
    package static var checksumMismatch: Code { Code(kind: .checksumMismatch) }
    /// A placeholder has no value.
    package static var undefinedPlaceholder: Code { Code(kind: .undefinedPlaceholder) }
    /// Something in a file has a meaning to psql only, and is none of the things that are done for it here.
    package static var psqlOnly: Code { Code(kind: .psqlOnly) }
    /// A quote or a comment has no end.
    package static var unterminated: Code { Code(kind: .unterminated) }
  }

  /// What kind of thing is wrong.
  package let code: Code
  /// The file or folder, as it is shown to people.
  package let file: String
  /// The line, counted from 1, where one can be named.
  package let line: Int?
  /// The column, counted from 1 in Unicode scalars, where one can be named.
  package let column: Int?
  /// What is wrong, and what to do next.
  package let message: String

  init(_ code: Code, _ file: String, line: Int? = nil, column: Int? = nil, _ message: String) {
    self.code = code
    self.file = file
    self.line = line
    self.column = column
    self.message = message
  }

  /// The same where something else names the file or folder, at a place of its own.
  ///
  /// - Parameter place: `db-test.json:2:3`, for one.
  package func named(at place: String) -> MigrationFileError {
    MigrationFileError(code, file, line: line, column: column, "\(message)\nIt is named at \(place).")
  }

  /// The error as compilers write theirs: `Migrations/0007_x.sql:3:1: error: …`.
  package var description: String {
    let place = [file, line.map(String.init), column.map(String.init)].compactMap(\.self).joined(separator: ":")
    return "\(place): error: \(message)"
  }
}

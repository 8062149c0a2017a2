/// Why a folder of migrations, or a seed file, can't be read.
package struct MigrationFileError: Error, Sendable, CustomStringConvertible {
  /// What kind of thing is wrong.
  package struct Code: Sendable, Hashable {
    private enum Kind {
      case folderMissing, folderEmpty, unexpectedName, duplicateVersion, downWithoutUp, unreadable, notText
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
  }

  /// What kind of thing is wrong.
  package let code: Code
  /// The file or folder, as it is shown to people.
  package let file: String
  /// The line, counted from 1, where one can be named.
  package let line: Int?
  /// What is wrong, and what to do next.
  package let message: String

  init(_ code: Code, _ file: String, line: Int? = nil, _ message: String) {
    self.code = code
    self.file = file
    self.line = line
    self.message = message
  }

  /// The error as compilers write theirs: `Migrations/0007_x.sql:3: error: …`.
  package var description: String {
    let place = line.map { "\(file):\($0)" } ?? file
    return "\(place): error: \(message)"
  }
}

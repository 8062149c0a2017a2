/// Something that is said about a file, in the form in which SwiftPM, Xcode and editors take it over.
package struct Diagnostic: Error, Sendable, Hashable {
  /// How bad it is.
  package enum Severity: String, Sendable { case error, warning }

  /// A place in a file, counted from 1.
  package struct Place: Sendable, Hashable {
    package let line: Int
    package let column: Int
  }

  /// How bad it is.
  package let severity: Severity
  /// The full path of the file or folder, so that it is found from wherever the build runs.
  package let file: String
  /// Where in the file it is; `nil` where it is a folder.
  package let place: Place?
  /// What is to be said.
  package let message: String
}

extension Diagnostic: CustomStringConvertible {
  /// As compilers write it: `/home/me/App/Sources/App/Migrations/0007_x.sql:3:1: error: …`.
  package var description: String {
    let place = place.map { ":\($0.line):\($0.column)" } ?? ""
    // What is behind a line's end would be taken for something else.
    let message = String(message.map { $0.isNewline ? " " : $0 })
    return "\(file)\(place): \(severity.rawValue): \(message)"
  }
}

/// Something that is said about a file, in the form in which SwiftPM, Xcode and editors take it over.
package struct Diagnostic: Sendable, Hashable {
  /// How bad it is.
  package enum Severity: String, Sendable { case error, warning }

  /// How bad it is.
  package let severity: Severity
  /// The file's full path, so that it is found from wherever the build runs.
  package let file: String
  /// The line and the column, counted from 1; where there is none, it is the file as a whole, or a folder.
  package let place: (line: Int, column: Int)?
  /// What is to be said.
  package let message: String

  package static func == (left: Diagnostic, right: Diagnostic) -> Bool { left.description == right.description }

  package func hash(into hasher: inout Hasher) { hasher.combine(description) }
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

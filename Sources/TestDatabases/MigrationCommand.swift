package import SQLMigrations

/// A program of the package's own that migrates a database: Fluent's, Hummingbird's, anybody's.
package struct MigrationCommand: Sendable {
  /// The program and its arguments.
  package let words: [String]
  /// The files that what it makes depends on; `nil` where that is not known, and so it runs every time.
  package let inputs: InputFiles?
  /// Runs it on an empty database of a server, to its end.
  let run: @Sendable (_ server: DatabaseServer, _ database: String) async throws -> Void

  /// The program and its arguments, as they are shown to people.
  package var text: String { words.joined(separator: " ") }

  /// - Parameter run: Runs it on an empty database of a server, to its end, and throws where it fails.
  package init(
    words: [String], inputs: InputFiles?,
    run: @escaping @Sendable (_ server: DatabaseServer, _ database: String) async throws -> Void
  ) {
    self.words = words
    self.inputs = inputs
    self.run = run
  }

  /// What it is and depends on, as one value that follows another.
  func fingerprint(after start: Fingerprint) -> Fingerprint {
    // No argument has a zero byte in it.
    let command = start.followed(by: "migrate", Array(words.joined(separator: "\0").utf8))
    return (inputs?.files ?? []).reduce(command) { $0.followed(by: $1.path, $1.content.bytes) }
  }
}

/// What a runner has run.
package struct MigrationResult: Sendable, Hashable {
  /// A file that was run.
  package struct File: Sendable, Hashable {
    /// The file, as it is shown to people.
    package let name: String
    /// How long it took, its commit included.
    package let duration: Duration
  }

  /// The files, in the order in which they were run.
  package internal(set) var files: [File] = []
  /// What was done although it deserves a second look, one sentence each.
  package internal(set) var warnings: [String] = []

  /// How long all files took together.
  package var duration: Duration { files.reduce(.zero) { $0 + $1.duration } }
}

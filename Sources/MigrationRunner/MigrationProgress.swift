/// What a runner is about to run.
package struct MigrationProgress: Sendable, Hashable {
  /// Which way a file goes.
  package enum Kind: Sendable, Hashable { case up, down, seed }

  /// Which way the file goes.
  package let kind: Kind
  /// The file, as it is shown to people.
  package let file: String
  /// Which one it is, counted from 1.
  package let number: Int
  /// How many there are.
  package let count: Int
}

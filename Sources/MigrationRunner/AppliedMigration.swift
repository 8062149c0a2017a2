/// A migration that a database has a record of.
package struct AppliedMigration: Sendable, Hashable {
  /// The text of its version, by which it is known.
  package let version: String
  /// The name it had when it was applied.
  package let name: String
  /// The hexadecimal SHA-256 of its file when it was applied.
  package let checksum: String
  /// When it was applied, in PostgreSQL's words.
  package let appliedAt: String
  /// How long it took.
  package let duration: Duration
}

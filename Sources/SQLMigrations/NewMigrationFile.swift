/// A file that a new migration consists of.
package struct NewMigrationFile: Sendable, Hashable {
  /// Its full path.
  package let path: String
  /// What stands in it, for somebody to go on with.
  package let text: String
}

/// Tests wait for databases that are being made.
package struct Shortage: Sendable, Hashable {
  /// How many tests wait.
  package let tests: Int
  /// How many databases there are already.
  package let databases: Int
  /// Since when nothing has changed in that.
  package let time: Duration
}

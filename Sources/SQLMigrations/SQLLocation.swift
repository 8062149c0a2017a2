/// A place in an SQL file.
package struct SQLLocation: Sendable, Hashable {
  /// The line, counted from 1.
  package let line: Int
  /// The column, counted from 1 in characters as PostgreSQL counts them: Unicode scalars.
  package let column: Int
}

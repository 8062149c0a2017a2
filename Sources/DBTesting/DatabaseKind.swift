internal import LeaseProtocol

/// What kind of database a test gets.
public struct DatabaseKind: Sendable, Hashable, CustomStringConvertible {
  let leaseKind: LeaseKind

  /// The test's own, freshly migrated, put back afterwards for the next test. The fastest, and what a test
  /// gets that names no kind.
  public static var pooled: DatabaseKind { DatabaseKind(leaseKind: .pooled) }
  /// The test's own, freshly migrated, thrown away afterwards: for tests that create or drop tables.
  public static var clone: DatabaseKind { DatabaseKind(leaseKind: .clone) }
  /// A freshly migrated one that any number of tests share, as a role that may only read.
  public static var readOnly: DatabaseKind { DatabaseKind(leaseKind: .readOnly) }
  /// The one of the variable `POSTGRES_DSN`, cleaned, and nobody else's until the test ends: for code that
  /// reads the variable itself.
  public static var shared: DatabaseKind { DatabaseKind(leaseKind: .shared) }

  /// The kind's name.
  public var description: String { leaseKind.rawValue }
}

/// What kind of database a test takes.
package enum LeaseKind: String, Sendable, Hashable {
  /// Its own, clean, put back afterwards for the next test.
  case pooled
  /// Its own, clean, and thrown away afterwards.
  case clone
  /// A clean one that any number of tests share, as a role that may only read.
  case readOnly
  /// The one of `POSTGRES_DSN`, clean, and nobody else's until it is released.
  case shared
}

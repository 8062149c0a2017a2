/// What becomes of the database of a test that failed.
package enum FailedDatabases: Sendable, Hashable {
  /// It is put back, for other tests.
  case putBack
  /// It stays as the test left it for as long as the session is there.
  case held
  /// It stays.
  case kept
}

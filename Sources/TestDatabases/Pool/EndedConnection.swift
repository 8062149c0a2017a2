internal import LibPQ

/// A connection to a test's database that had to be ended, since the test had left it open.
struct EndedConnection: Sendable, Hashable {
  /// The lease that it was made for, as far as its application name says.
  let lease: LeaseToken?
  /// The last query that it ran; empty where it ran none.
  let query: String
  /// The database that it was in.
  let database: String

  init(lease: LeaseToken?, query: String, database: String) {
    self.lease = lease
    self.query = query
    self.database = database
  }

  /// Reads a row of those who were ended.
  init(_ row: Row) {
    lease = row["application_name"].flatMap { LeaseToken(applicationName: $0) }
    query = row["query"] ?? ""
    database = row["datname"] ?? ""
  }
}

import TestDatabases

/// A session that tests can use, and the answering of those that ask for databases of their own.
struct OpenSession: Sendable {
  let session: Session
  let leases: LeaseService

  /// The name of the socket in the run's folder.
  static let socketName = "leases"
}

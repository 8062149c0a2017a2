import LeaseProtocol
import PackageTests
import Supervision
import TestDatabases

/// A session that tests can use, and the answering of those that ask for databases of their own.
struct OpenSession: Sendable {
  let session: Session
  let leases: LeaseService

  /// The name of the socket in the run's folder.
  static let socketName = "leases"

  /// What tests see otherwise than this process does; `nil` for what they don't see.
  func variables(of run: Run) -> [String: String?] {
    var variables: [String: String?] = [:]
    for name in TestEnvironment.hiddenNames(in: CleanEnvironment.all) { variables[name] = .some(nil) }
    for (name, value) in TestEnvironment.variables(of: session.environmentDatabase) { variables[name] = value }
    variables[run.mark.variable] = run.mark.value
    variables[LeaseAddress.variable] = run.directory.path(of: Self.socketName)
    return variables
  }
}

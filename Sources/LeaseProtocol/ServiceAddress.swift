/// What `db-tool serve` prints, as JSON on one line: where tests can ask for databases, or why they can't.
package struct ServiceAddress: Sendable, Hashable, Codable {
  /// The path of the lease server's socket.
  package let leases: String?
  /// What went wrong, and what to do next.
  package let failure: String?

  package init(leases: String) {
    self.leases = leases
    failure = nil
  }

  package init(failure: String) {
    leases = nil
    self.failure = failure
  }
}

/// Where the lease server of a run listens.
package enum LeaseAddress {
  /// The variable in the tests' environment that holds the path of the server's unix socket.
  package static let variable = "DB_TEST_LEASES"

  /// The version of the protocol, which both sides name in their first messages.
  package static let version = 1
}

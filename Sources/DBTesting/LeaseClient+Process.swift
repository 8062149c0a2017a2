internal import Foundation
internal import LeaseProtocol

extension LeaseClient {
  /// The client of this process, or why there is none; connected when it is first needed.
  private static let process = Result<LeaseClient, TestDatabaseError> { () throws(TestDatabaseError) in
    let client = try LeaseClient(path: address())
    // The warnings about a run's last tests come a moment after their ends. By now the exit status is decided,
    // and the other threads go on.
    atexit { LeaseClient.waitForFollowUps() }
    return client
  }

  /// Another client than the process's, for this package's own tests.
  @TaskLocal static var replacement: LeaseClient?

  /// The client that this task asks.
  ///
  /// - Throws: ``TestDatabaseError`` where there is no session, or its server can't be reached.
  static var current: LeaseClient {
    get throws(TestDatabaseError) { if let replacement { replacement } else { try process.get() } }
  }

  /// Where the lease server of this process listens; without a session around the tests, one of their own.
  private static func address() throws(TestDatabaseError) -> String {
    if let path = ProcessInfo.processInfo.environment[LeaseAddress.variable], !path.isEmpty { return path }
    return try OwnSession.start()
  }

  private static func waitForFollowUps() {
    if case .success(let client) = process { client.finishFollowUps() }
  }

  /// The error of those who ask a server that went away.
  static var lost: TestDatabaseError { TestDatabaseError(.serverGone, gone("it closed the connection")) }

  static func gone(_ reason: String) -> String {
    """
    db-tool, which hands out the test databases, is gone (\(reason)). It ends with its session; why it ended \
    early is in its own messages.
    """
  }
}

internal import Foundation
internal import LeaseProtocol

extension LeaseClient {
  /// The client of this process, or why there is none; connected when it is first needed.
  private static let process = Result<LeaseClient, TestDatabaseError> { () throws(TestDatabaseError) in
    let client = try reaching(address())
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

  /// The client of the lease server at a path: an exit test is given a database by the process that started it.
  ///
  /// - Throws: ``TestDatabaseError`` where the server can't be reached.
  static func reaching(_ path: String) throws(TestDatabaseError) -> LeaseClient {
    if let replacement { return replacement }
    let client = known.withLock { known in
      if let client = known[path] { return client }
      let client = Result { () throws(TestDatabaseError) in try LeaseClient(path: path) }
      known[path] = client
      return client
    }
    return try client.get()
  }

  /// The connections of this process; one for its life, for the most part.
  private static let known = Locked<[String: Result<LeaseClient, TestDatabaseError>]>([:])

  /// Where the lease server of this process listens; without a session around the tests, one of their own.
  private static func address() throws(TestDatabaseError) -> String {
    if let path = ProcessInfo.processInfo.environment[LeaseAddress.variable], !path.isEmpty { return path }
    return try OwnSession.start()
  }

  private static func waitForFollowUps() {
    if case .success(let client) = process { client.followUps.wait() }
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

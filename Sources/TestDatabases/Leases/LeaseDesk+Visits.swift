internal import LeaseProtocol
internal import LibPQ
internal import Supervision

extension LeaseDesk {
  /// Runs something in a database that a test has. None begins once the test has given it back.
  ///
  /// - Parameter sql: The statements, as far as they are the test's own.
  @discardableResult
  func visit<Result>(_ lease: String, _ sql: String, _ body: (Connection) async throws -> Result) async throws -> Result
  {
    // A release comes before, or waits for this.
    let (token, taken) = try book.withLock { try $0.beginVisit(lease) }
    defer { book.withLock { $0.endVisit(token) } }
    do {
      return try await body(try await databases.visit(taken.member, taken.kind, for: token, sql))
    } catch let error as PostgresError where error.code == .connectionLost {
      await databases.forgetVisit(taken.member, taken.kind, for: token)
      throw error
    }
  }

  /// Waits for what still runs in a database whose test does not wait for it any more; not for long.
  func visitsEnd(_ token: LeaseToken, _ taken: LeaseBook.Taken) async {
    let deadline = ContinuousClock.now + Pool.grace
    while book.withLock({ $0.isBusy(token) }) {
      if ContinuousClock.now > deadline, book.withLock({ $0.hasVisits(token) }) {
        await databases.interruptVisit(taken.member, taken.kind, for: token)
      }
      await uncancellableSleep(.milliseconds(2))
    }
  }
}

internal import Dispatch

extension LeaseClient {
  /// Does something that a test's end need not wait for, as that test: what it reports belongs to the test.
  func followUp(_ body: @escaping @Sendable () async -> Void) {
    followUps.enter()
    Task {
      await body()
      followUps.leave()
    }
  }

  /// Waits, not for ever, for all that was begun.
  func finishFollowUps() { _ = followUps.wait(timeout: .now() + .seconds(5)) }
}

internal import Dispatch

/// What still goes on after its test has ended.
final class FollowUps: Sendable {
  private let underWay = DispatchGroup()
  private let start: @Sendable (@escaping @Sendable () async -> Void) -> Void
  private let runWaiting: @Sendable () -> Void
  private let finishWaiting: @Sendable () -> Void

  init() {
    if #available(macOS 15, iOS 18, tvOS 18, watchOS 11, visionOS 2, *) {
      let executor = FollowUpExecutor()
      start = { Task(executorPreference: executor, operation: $0) }
      runWaiting = { executor.run() }
      finishWaiting = { executor.finish() }
    } else {
      start = { body in Task { await body() } }
      runWaiting = {}
      finishWaiting = {}
    }
  }

  /// Does something that a test's end need not wait for, as that test: what it reports belongs to the test.
  func add(_ body: @escaping @Sendable () async -> Void) {
    underWay.enter()
    start { [underWay] in
      await body()
      underWay.leave()
    }
  }

  /// Goes on with what can go on; called by the thread that reads the server's answers, after each of them.
  func run() { runWaiting() }

  /// The same after the last one: what comes later goes on by itself.
  func finish() { finishWaiting() }

  /// Goes on with what can go on, on another thread.
  func runElsewhere() { DispatchQueue.global().async { self.run() } }

  /// Waits, not for ever, for all that was begun.
  func wait() { _ = underWay.wait(timeout: .now() + .seconds(5)) }
}

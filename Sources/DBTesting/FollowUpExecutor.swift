internal import Dispatch
internal import LeaseProtocol

/// Runs what follows on a test's end on the thread that reads the server's answers, when one comes.
///
/// Elsewhere two threads would have to be woken for each test, of which nearly none has anything to report.
@available(macOS 15, iOS 18, tvOS 18, watchOS 11, visionOS 2, *)
final class FollowUpExecutor: TaskExecutor {
  private let state = Locked(State())

  fileprivate struct State {
    var waiting: [UnownedJob] = []
    /// Whether no answer comes any more.
    var isOver = false
  }

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    let isOver = state.withLock { state in
      if !state.isOver { state.waiting.append(job) }
      return state.isOver
    }
    if isOver { DispatchQueue.global().async { job.runSynchronously(on: self.asUnownedTaskExecutor()) } }
  }

  /// Runs what there is to run.
  func run() {
    while case let jobs = state.withLock({ $0.takeWaiting() }), !jobs.isEmpty {
      for job in jobs { job.runSynchronously(on: asUnownedTaskExecutor()) }
    }
  }

  /// Runs what there is to run; what comes later runs at once.
  func finish() {
    state.withLock { $0.isOver = true }
    run()
  }
}

@available(macOS 15, iOS 18, tvOS 18, watchOS 11, visionOS 2, *)
extension FollowUpExecutor.State {
  fileprivate mutating func takeWaiting() -> [UnownedJob] {
    defer { waiting = [] }
    return waiting
  }
}

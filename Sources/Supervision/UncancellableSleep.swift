internal import Dispatch

/// Sleeps even in a cancelled task; for tidying up, which goes on after the run has been cancelled.
package func uncancellableSleep(_ duration: Duration) async {
  let (seconds, attoseconds) = duration.components
  let nanoseconds = Int(seconds) * 1_000_000_000 + Int(attoseconds / 1_000_000_000)
  await withCheckedContinuation { continuation in
    DispatchQueue.global().asyncAfter(deadline: .now() + .nanoseconds(nanoseconds)) { continuation.resume() }
  }
}

/// Does a piece of work that is not cancelled with the task that waits for it; for tidying up.
package func uncancellable<Result: Sendable>(
  _ work: @escaping @Sendable () async throws -> Result
) async throws -> Result {
  try await Task { try await work() }.value
}

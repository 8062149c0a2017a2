#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#endif

extension ChildProcess {
  /// How the process ended; where the task is cancelled, it and all of its session are killed first.
  ///
  /// For programs whose work is of no use half done, and can be thrown away.
  ///
  /// - Throws: `CancellationError` where the task was cancelled.
  package func waitOrKill() async throws -> Ending {
    let ending = try await withTaskCancellationHandler {
      try await wait()
    } onCancel: {
      for process in ProcessTable.processes(inSession: identifier, markedWith: nil) { kill(process, SIGKILL) }
    }
    try Task.checkCancellation()
    return ending
  }
}

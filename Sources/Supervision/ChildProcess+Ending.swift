internal import Dispatch

#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#endif

extension ChildProcess {
  /// Has the system keep how children end until we have asked, also where who started us wants it to forget that.
  package static func letEndingsBeKnown() { signal(SIGCHLD, SIG_DFL) }

  /// Waits for a process's end from now on, on a thread of its own, so that its number is nobody else's until it is known.
  static func ending(of identifier: pid_t) -> Task<Ending, any Error> {
    Task {
      try await withCheckedThrowingContinuation { continuation in
        DispatchQueue(label: "Supervision.ChildProcess").async {
          var status: Int32 = 0
          while waitpid(identifier, &status, 0) < 0 {
            if errno == EINTR { continue }
            // As where somebody has said that nobody waits for children.
            return continuation.resume(throwing: SystemError("wait for", "process \(identifier)"))
          }
          continuation.resume(returning: Ending(status: status))
        }
      }
    }
  }
}

extension ChildProcess.Ending {
  /// Source: wait(2); the macros that take a status apart are not seen by Swift.
  init(status: Int32) {
    let signal = status & 0x7f
    self = signal == 0 ? .exited(status >> 8 & 0xff) : .signalled(signal)
  }
}

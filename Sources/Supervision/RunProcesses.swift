#if canImport(Darwin)
  package import Darwin
#elseif canImport(Glibc)
  package import Glibc
#elseif canImport(Musl)
  package import Musl
#endif

/// All processes of one run: those of the session that its first one leads, and those with its mark.
package struct RunProcesses: Sendable {
  private let leader: pid_t?
  private let mark: ProcessMark?

  /// The processes with this mark, where there is one, and those of a session, where its leader is known.
  package init(leader: pid_t?, mark: ProcessMark?) {
    self.leader = leader
    self.mark = mark
  }

  /// Those that live now.
  package var living: [pid_t] { ProcessTable.processes(inSession: leader, markedWith: mark) }

  /// Ends all of them: politely with SIGINT, which `swift test` hands on to its children, and with SIGKILL
  /// those that are still there after the grace.
  ///
  /// - Parameter grace: How long the polite way may take.
  /// - Returns: Those that even SIGKILL didn't end within 2 s: sleeping in the kernel, or another user's.
  @discardableResult
  package func end(grace: Duration) async -> [pid_t] {
    signal(SIGINT)
    if await areGone(within: grace) { return [] }
    let deadline = ContinuousClock.now + .seconds(2)
    repeat {
      // Again and again, since one that is about to be ended may have started another.
      signal(SIGKILL)
      if await areGone(within: .milliseconds(50)) { return [] }
    } while ContinuousClock.now < deadline
    return living
  }

  private func signal(_ number: Int32) {
    for process in living { kill(process, number) }
  }

  private func areGone(within limit: Duration) async -> Bool {
    let deadline = ContinuousClock.now + limit
    while !living.isEmpty {
      guard ContinuousClock.now < deadline else { return false }
      await uncancellableSleep(.milliseconds(10))
    }
    return true
  }
}

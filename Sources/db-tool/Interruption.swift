import Supervision

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// What asks the tool to end before its work is done.
actor Interruption {
  /// Who asked.
  enum Reason: Sendable, Hashable {
    case signal(Int32)
    /// The plugin that started us is gone.
    case pluginEnded

    /// The exit status that says so to a shell.
    var exitStatus: Int32 {
      switch self {
      case .signal(let number): 128 + number
      case .pluginEnded: 128 + 15
      }
    }
  }

  /// The first request; `nil` where there was none.
  private(set) var reason: Reason?
  /// One element for each request.
  nonisolated let requests: AsyncStream<Reason>
  private let continuation: AsyncStream<Reason>.Continuation
  /// Whether another program has our terminal, and Ctrl-C is meant for that.
  private var leavesControlC = false

  init() {
    (requests, continuation) = AsyncStream.makeStream()
    let signals = Interruptions.take()
    Task { for await number in signals { await self.receive(number) } }
  }

  /// Says whether Ctrl-C is from now on meant for a program that shares our terminal.
  func leaveControlCToOthers(_ leaves: Bool) { leavesControlC = leaves }

  private func receive(_ number: Int32) {
    if number == SIGINT, leavesControlC, OwnTerminal.isOurs { return }
    request(.signal(number))
  }

  /// Asks the tool to end.
  func request(_ reason: Reason) {
    self.reason = self.reason ?? reason
    continuation.yield(reason)
  }
}

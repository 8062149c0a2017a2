import LeaseProtocol

/// Says from time to time what takes so long, to whoever sits at a terminal.
///
/// In lines of their own, never by writing over one: the build prints to the same terminal.
struct Heartbeat: Sendable {
  private let reporter: Reporter
  private let step = Locked("")

  init(_ reporter: Reporter) { self.reporter = reporter }

  /// What is being done from now on.
  func now(_ text: String) { step.withLock { $0 = text } }

  /// Does something that may take a while.
  ///
  /// - Parameter text: What that is, until ``now(_:)`` says it closer.
  func during<Value>(_ text: String, _ body: () async throws -> Value) async rethrows -> Value {
    now(text)
    let beats = beats { step.withLock { $0 } }
    defer { beats?.cancel() }
    return try await body()
  }

  /// Says something from time to time, until that is cancelled.
  ///
  /// - Parameter text: What there is to say each time; `nil` for nothing.
  func beats(_ text: @escaping @Sendable () -> String?) -> Task<Void, any Error>? {
    guard reporter.terminal != nil, reporter.level == .normal else { return nil }
    return Task {
      while true {
        try await Task.sleep(for: Self.pause)
        if let text = text() { reporter.begins(text) }
      }
    }
  }

  /// After how long somebody at a terminal wants to know what is going on.
  static let pause: Duration = .seconds(2)
}

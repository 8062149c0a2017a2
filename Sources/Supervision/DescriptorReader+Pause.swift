#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#endif

extension DescriptorReader {
  /// What is done where nothing more comes for a moment.
  package struct Pause: Sendable {
    private let eagerness: @Sendable () -> Duration
    private let milliseconds: Int32
    private let isWanted: @Sendable () -> Bool
    private let body: @Sendable () -> Void

    /// - Parameters:
    ///   - eagerness: Asked how long the next piece is looked for, letting others go first, before the thread sleeps: to be woken
    ///     takes longer than that.
    ///   - milliseconds: How long the thread sleeps then.
    ///   - isWanted: Asked after each piece, and each time after this was done, whether there is anything to be done.
    ///   - body: Called on the reading thread, where a timer would wake two others.
    package init(
      milliseconds: Int32, eagerness: @escaping @Sendable () -> Duration, isWanted: @escaping @Sendable () -> Bool,
      body: @escaping @Sendable () -> Void
    ) {
      self.eagerness = eagerness
      self.milliseconds = milliseconds
      self.isWanted = isWanted
      self.body = body
    }

    /// Waits for the next piece, and does what is to be done meanwhile.
    func await(_ descriptor: Int32) {
      guard isWanted() else { return }
      var interest = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
      let eagerness = eagerness()
      if eagerness > .zero {
        let end = ContinuousClock.now + eagerness
        while ContinuousClock.now < end {
          if poll(&interest, 1, 0) > 0 { return }
          sched_yield()
        }
      }
      repeat {
        if poll(&interest, 1, milliseconds) > 0 { return }
        body()
      } while isWanted()
    }
  }
}

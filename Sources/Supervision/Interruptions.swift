internal import Dispatch

#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#endif

/// The signals that ask a program to end.
package enum Interruptions {
  /// The signals: Ctrl-C, `kill`, and a terminal that was closed.
  package static let signals: [Int32] = [SIGINT, SIGTERM, SIGHUP]

  /// Takes the signals in from now on, in place of their default, which is the process's death.
  ///
  /// SIGPIPE is ignored besides: whoever reads our output may go first, and tidying up must go on then.
  package static func take() -> AsyncStream<Int32> {
    ignore(SIGPIPE)
    return AsyncStream { continuation in
      for number in signals {
        ignore(number)
        let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
        // The handler holds its own source: signals are taken in for as long as the process lives.
        source.setEventHandler { withExtendedLifetime(source) { _ = continuation.yield(number) } }
        source.resume()
      }
    }
  }

  /// Has the process ignore the signals that ask it to end; for the watcher, which ends with its owner.
  package static func ignoreAll() {
    for number in signals + [SIGPIPE] { ignore(number) }
  }

  private static func ignore(_ number: Int32) {
    _ = signal(number, SIG_IGN)
  }
}

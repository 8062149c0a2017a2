#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// What keeps a run where it is, without a change to the product: a process of the server's that stands still.
struct Hold: Sendable {
  /// What lets it go on.
  let release: @Sendable () -> Void
  /// The process of the server's that works for the run.
  var backend: Int32?
  /// What holds a server that starts.
  var start: SlowStart?

  /// Holds nothing.
  static let none = Hold {}

  /// Has a process stand still.
  ///
  /// - Parameter backend: The process of the server's that works for the run.
  static func stopping(_ process: Int32, backend: Int32? = nil) -> Hold {
    kill(process, SIGSTOP)
    var hold = Hold { kill(process, SIGCONT) }
    hold.backend = backend
    return hold
  }

  init(backend: Int32? = nil, _ release: @escaping @Sendable () -> Void) {
    self.release = release
    self.backend = backend
  }
}

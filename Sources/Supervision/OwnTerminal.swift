#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#endif

/// The terminal that this process was started at.
package enum OwnTerminal {
  /// Our standard input, output or error, whichever is a terminal; `nil` where none is.
  private static var descriptor: Int32? {
    [STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO].first { isatty($0) == 1 }
  }

  /// Whether there is one.
  package static var isThere: Bool { descriptor != nil }

  /// Whether a person can type into a program of ours and see what it prints.
  package static var isInteractive: Bool { isatty(STDIN_FILENO) == 1 && isatty(STDOUT_FILENO) == 1 }

  /// Whether what is typed there, such as Ctrl-C, reaches our process group now.
  ///
  /// Source: tcgetpgrp(3).
  package static var isOurs: Bool { descriptor.map { tcgetpgrp($0) == getpgrp() } ?? false }
}

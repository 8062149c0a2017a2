#if os(Linux)
  #if canImport(Glibc)
    internal import Glibc
  #elseif canImport(Musl)
    internal import Musl
  #endif

  extension OuterTerminal {
    /// Source: proc(5), `/proc/PID/fd`.
    static func terminalPath(ofStandardOutputOf process: Int32) -> String? {
      guard let resolved = realpath("/proc/\(process)/fd/1", nil) else { return nil }
      defer { free(resolved) }
      let path = String(cString: resolved)
      return path.hasPrefix("/dev/pts/") || path.hasPrefix("/dev/tty") || path == "/dev/console" ? path : nil
    }
  }
#endif

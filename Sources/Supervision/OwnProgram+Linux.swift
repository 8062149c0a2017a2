#if os(Linux)
  #if canImport(Glibc)
    internal import Glibc
  #elseif canImport(Musl)
    internal import Musl
  #endif

  extension OwnProgram {
    /// Source: proc(5), `/proc/PID/exe`.
    static var executableOfThisProcess: String? { "/proc/self/exe" }

    static var resolvedPath: String? {
      guard let resolved = realpath("/proc/self/exe", nil) else { return nil }
      defer { free(resolved) }
      return String(cString: resolved)
    }
  }
#endif

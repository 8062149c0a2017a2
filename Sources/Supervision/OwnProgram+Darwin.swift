#if canImport(Darwin)
  internal import Darwin

  extension OwnProgram {
    /// macOS has no name for a running program other than its path.
    static var executableOfThisProcess: String? { resolvedPath }

    /// Source: dyld(3), `_NSGetExecutablePath`.
    static var resolvedPath: String? {
      var size: UInt32 = 0
      _ = _NSGetExecutablePath(nil, &size)
      var buffer = [CChar](repeating: 0, count: Int(size))
      guard _NSGetExecutablePath(&buffer, &size) == 0, let resolved = realpath(buffer, nil) else { return nil }
      defer { free(resolved) }
      return String(cString: resolved)
    }
  }
#endif

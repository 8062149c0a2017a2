#if canImport(Darwin)
  /// There is no runner on macOS, so nothing to copy.
  enum OutputCopy {
    static func begin(to path: String, environment: [String: String]) {}
  }
#endif

#if canImport(Darwin)
  extension ChildProcess.Account {
    /// macOS has none that does no more than that.
    static var program: String? { nil }
  }
#endif

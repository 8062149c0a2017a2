#if os(Linux)
  extension PluginSandbox {
    /// Whether this process is in it. SwiftPM has none on Linux.
    package static var isActive: Bool { false }
  }
#endif

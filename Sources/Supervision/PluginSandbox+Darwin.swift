#if canImport(Darwin)
  internal import Darwin

  extension PluginSandbox {
    /// Whether this process is in it: taking a port of the loopback address, which anybody may, is refused.
    ///
    /// Source: SwiftPM's `Sandbox.swift`; sandbox(7): what is not allowed fails with `EPERM`.
    package static var isActive: Bool {
      let descriptor = socket(AF_INET, SOCK_STREAM, 0)
      guard descriptor >= 0 else { return errno == EPERM }
      defer { close(descriptor) }
      var address = sockaddr_in()
      address.sin_len = UInt8(MemoryLayout<sockaddr_in>.size)
      address.sin_family = sa_family_t(AF_INET)
      address.sin_addr.s_addr = INADDR_LOOPBACK.bigEndian
      let status = withUnsafePointer(to: &address) { pointer in
        pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
          bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
        }
      }
      return status != 0 && errno == EPERM
    }
  }
#endif

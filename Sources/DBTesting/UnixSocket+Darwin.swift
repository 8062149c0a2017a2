#if canImport(Darwin)
  internal import Darwin

  extension UnixSocket {
    /// A new socket, or −1, which never raises SIGPIPE. Programs that the tests start don't inherit it: they
    /// would keep the lease.
    static func open() -> Int32 {
      let descriptor = socket(AF_UNIX, SOCK_STREAM, 0)
      guard descriptor >= 0 else { return descriptor }
      var on: Int32 = 1
      _ = setsockopt(descriptor, SOL_SOCKET, SO_NOSIGPIPE, &on, socklen_t(MemoryLayout<Int32>.size))
      _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
      return descriptor
    }

    /// Sends what goes through at once.
    static func sendQuietly(_ descriptor: Int32, _ bytes: UnsafeRawBufferPointer) -> Int {
      Darwin.send(descriptor, bytes.baseAddress, bytes.count, 0)
    }
  }
#endif

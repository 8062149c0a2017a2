#if os(Linux)
  #if canImport(Glibc)
    internal import Glibc
  #elseif canImport(Musl)
    internal import Musl
  #endif

  extension UnixSocket {
    /// A new socket, or −1. Programs that the tests start don't inherit it: they would keep the lease.
    static func open() -> Int32 {
      #if canImport(Glibc)
        let stream = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
      #else
        let stream = SOCK_STREAM | SOCK_CLOEXEC
      #endif
      return socket(AF_UNIX, stream, 0)
    }

    /// Sends what goes through at once, and never raises SIGPIPE.
    static func sendQuietly(_ descriptor: Int32, _ bytes: UnsafeRawBufferPointer) -> Int {
      Int(send(descriptor, bytes.baseAddress, bytes.count, Int32(MSG_NOSIGNAL)))
    }
  }
#endif

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// A port of this machine behind which no server answers.
final class ListeningSocket: Sendable {
  /// The port's number.
  let port: Int
  /// The socket itself, to be closed by nobody else.
  let descriptor: Int32

  /// - Parameter accepting: True for one that takes connections and stays silent, false for one that
  ///   refuses them, and that nobody else gets meanwhile.
  /// - Throws: ``Failure`` where there is no such port.
  init(accepting: Bool) throws {
    descriptor = socket(AF_INET, ListeningSocket.stream, 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let descriptor = descriptor
    let done = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(descriptor, $0, length) == 0 && getsockname(descriptor, $0, &length) == 0
      }
    }
    guard done, !accepting || listen(descriptor, 8) == 0 else { throw Failure(errno: errno) }
    port = Int(UInt16(bigEndian: address.sin_port))
  }

  deinit { close(descriptor) }

  /// The kind of socket that carries a stream of bytes.
  static var stream: Int32 {
    #if canImport(Glibc)
      Int32(SOCK_STREAM.rawValue)
    #else
      SOCK_STREAM
    #endif
  }

  /// What the system said against it.
  struct Failure: Error {
    let errno: Int32
  }
}

@testable import DBTesting

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

extension LineServer {
  /// A socket that listens at a path.
  static func listen(at path: String) throws -> Int32 {
    let descriptor = UnixSocket.open()
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
    let bound = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
      }
    }
    guard bound == 0, systemListen(descriptor, 64) == 0 else { throw UnixSocket.Failure(number: errno) }
    return descriptor
  }
}

/// listen(2), which ``LineServer``'s own function of that name hides.
private func systemListen(_ descriptor: Int32, _ backlog: Int32) -> Int32 { listen(descriptor, backlog) }

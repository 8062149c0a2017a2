internal import Dispatch

#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#endif

/// A unix socket that other processes connect to.
///
/// It lies in a folder that only its user can enter, which is all the permission there is to it.
/// Source: unix(7).
package final class LocalSocket: Sendable {
  private let descriptor: Int32
  private let queue = DispatchQueue(label: "Supervision.LocalSocket")

  /// Listens.
  ///
  /// - Parameters:
  ///   - path: Where the socket is to be; at most about 100 bytes.
  ///   - connected: Called with the descriptor of each one who connects, on a thread that is not one of the
  ///     cooperative pool. The descriptor is the callee's to close.
  /// - Throws: ``SystemError``.
  package init(path: String, connected: @escaping @Sendable (Int32) -> Void) throws {
    descriptor = Self.makeSocket()
    guard descriptor >= 0 else { throw SystemError("make the socket", path) }
    _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
    guard Self.name(descriptor, path), listen(descriptor, 128) == 0 else {
      let error = SystemError("listen on the socket", path)
      close(descriptor)
      throw error
    }
    queue.async { [descriptor] in
      while true {
        let client = accept(descriptor, nil, nil)
        // Somebody who gave up, or too many at once, is no reason to let nobody in any more.
        if client < 0 && (errno == EINTR || errno == ECONNABORTED) { continue }
        if client < 0 && [EMFILE, ENFILE, ENOBUFS, ENOMEM].contains(errno) {
          usleep(10_000)
          continue
        }
        guard client >= 0 else { return }
        _ = fcntl(client, F_SETFD, FD_CLOEXEC)
        Self.setUp(client)
        connected(client)
      }
    }
  }

  /// Lets nobody in any more.
  package func stop() {
    shutdown(descriptor, Int32(SHUT_RDWR))
    queue.async { [descriptor] in close(descriptor) }
  }

  /// Ends a connection; whoever reads from it finds its end.
  package static func hangUp(_ descriptor: Int32) { shutdown(descriptor, Int32(SHUT_RDWR)) }

  private static func name(_ descriptor: Int32, _ path: String) -> Bool {
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    guard path.utf8.count < MemoryLayout.size(ofValue: address.sun_path) else {
      errno = ENAMETOOLONG
      return false
    }
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
    return withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size)) == 0
      }
    }
  }
}

#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#endif

/// A connection to a socket on this machine.
struct UnixSocket: Sendable {
  /// To be closed by its owner, once nobody sends or receives any more.
  let descriptor: Int32

  /// Connects.
  ///
  /// - Throws: ``Failure``.
  init(connectingTo path: String) throws(Failure) {
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    let bytes = Array(path.utf8)
    // One byte is for the zero at the end.
    guard bytes.count < MemoryLayout.size(ofValue: address.sun_path) else { throw Failure(number: ENAMETOOLONG) }
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: bytes) }
    descriptor = UnixSocket.open()
    guard descriptor >= 0 else { throw Failure(number: errno) }
    let descriptor = descriptor
    let connected = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
      }
    }
    guard connected == 0 else {
      let number = errno
      close(descriptor)
      throw Failure(number: number)
    }
  }

  /// Sends all of the bytes; false where the other side is gone.
  func transmit(_ bytes: UnsafeRawBufferPointer) -> Bool {
    var rest = bytes[...]
    while !rest.isEmpty {
      let part = UnsafeRawBufferPointer(rebasing: rest)
      let count = UnixSocket.sendQuietly(descriptor, part)
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else { return false }
      rest = rest.dropFirst(count)
    }
    return true
  }

  /// Waits for bytes and says how many came; none where the other side is gone.
  ///
  /// A thread that waits in `read` is woken also when the other side has read what was sent; in `poll` it is not.
  func receive(into buffer: UnsafeMutableRawBufferPointer) -> Int {
    var interest = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    while true {
      if poll(&interest, 1, -1) < 0 && errno == EINTR { continue }
      let count = read(descriptor, buffer.baseAddress, buffer.count)
      if count < 0 && errno == EINTR { continue }
      return max(0, count)
    }
  }

  /// Ends the conversation, so that who waits in `receive` goes on.
  func disconnect() { _ = shutdown(descriptor, Int32(SHUT_RDWR)) }

  /// What the system said against a connection.
  struct Failure: Error, CustomStringConvertible {
    let number: Int32
    var description: String { String(cString: strerror(number)) }
  }
}

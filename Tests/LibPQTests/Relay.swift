import Foundation

/// Passes bytes on between one client and a server, until the network between them fails.
///
/// From then on nothing arrives any more, and nobody hangs up. Only the first client is ever served.
final class Relay: Sendable {
  /// The port of 127.0.0.1 that leads to the server.
  let port: Int
  private let failed = Gathered<Void>()
  private let finished = Gathered<Void>()

  init(to host: String, port serverPort: String) throws {
    let listening = try ListeningSocket(accepting: true)
    port = listening.port
    let server = try Relay.reach(host, serverPort)
    Thread.detachNewThread { [failed, finished] in
      let client = accept(listening.descriptor, nil, nil)
      Relay.pass(between: client, and: server) { !failed.values.isEmpty }
      while finished.values.isEmpty { usleep(10_000) }
      close(client)
      close(server)
    }
  }

  deinit {
    failed.add(())
    finished.add(())
  }

  /// Makes the network fail.
  func fail() { failed.add(()) }

  private static func pass(between client: Int32, and server: Int32, until failed: () -> Bool) {
    var ends = [client, server].map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while !failed() {
      guard poll(&ends, 2, 10) > 0 else { continue }
      for (from, to) in [(0, 1), (1, 0)] where ends[from].revents != 0 {
        let count = read(ends[from].fd, &buffer, buffer.count)
        if count <= 0 || write(ends[to].fd, buffer, count) != count { return }
      }
    }
  }

  private static func reach(_ host: String, _ port: String) throws -> Int32 {
    var hints = addrinfo()
    hints.ai_socktype = ListeningSocket.stream
    var found: UnsafeMutablePointer<addrinfo>?
    guard getaddrinfo(host, port, &hints, &found) == 0 else { throw ListeningSocket.Failure(errno: errno) }
    defer { freeaddrinfo(found) }
    var next = found
    while let address = next?.pointee {
      let descriptor = socket(address.ai_family, address.ai_socktype, address.ai_protocol)
      if connect(descriptor, address.ai_addr, address.ai_addrlen) == 0 { return descriptor }
      close(descriptor)
      next = address.ai_next
    }
    throw ListeningSocket.Failure(errno: errno)
  }
}

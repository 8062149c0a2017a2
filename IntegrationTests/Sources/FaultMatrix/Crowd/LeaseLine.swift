import Foundation
import IntegrationHarness

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// A connection to a lease server, which waits for each answer; see `Documentation/LeaseProtocol.md`.
final class LeaseLine {
  private let descriptor: Int32
  private var unread: [UInt8] = []
  private var number = 0

  /// Connects.
  init(_ path: String) throws {
    #if canImport(Darwin)
      descriptor = socket(AF_UNIX, SOCK_STREAM, 0)
    #else
      descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
    #endif
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8.prefix($0.count - 1)) }
    let result = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
      }
    }
    guard result == 0 else { throw Unexpected("'\(path)' can't be connected to: \(String(cString: strerror(errno)))") }
    _ = try ask("hello", ["version": 1])
  }

  deinit { close(descriptor) }

  /// Sends a request, and waits for its answer.
  ///
  /// - Throws: ``Unexpected`` where that is a failure.
  func ask(_ verb: String, _ what: [String: Any]) throws -> [String: Any] {
    number += 1
    let request = try JSONSerialization.data(withJSONObject: ["id": number, verb: what]) + [UInt8(ascii: "\n")]
    let sent = request.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
    guard sent == request.count else { throw Unexpected("the lease server does not listen any more") }
    let answer = try JSONSerialization.jsonObject(with: line()) as? [String: Any] ?? [:]
    if let failure = answer["failure"] { throw Unexpected("\(verb): \(failure)") }
    return answer
  }

  private func line() throws -> Data {
    var piece = [UInt8](repeating: 0, count: 4096)
    while true {
      if let end = unread.firstIndex(of: UInt8(ascii: "\n")) {
        defer { unread.removeFirst(end + 1) }
        return Data(unread[..<end])
      }
      let count = read(descriptor, &piece, piece.count)
      guard count > 0 else { throw Unexpected("the lease server ended the connection") }
      unread += piece[..<count]
    }
  }
}

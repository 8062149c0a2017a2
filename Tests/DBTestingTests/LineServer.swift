import Dispatch
import Foundation
import LeaseProtocol

@testable import DBTesting

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// A lease server that says what a test wants it to say, on a real socket.
final class LineServer: Sendable {
  /// What it answers at once; `nil` where the test replies later.
  typealias Answer = @Sendable (LeaseRequest) -> LeaseReply.Outcome?

  let path: String
  private let listener: Int32
  private let answer: Answer
  private let state = Locked(State())

  private struct State {
    var requests: [LeaseRequest] = []
    var connections: [Int32] = []
    var isStopped = false
  }

  init(answer: @escaping Answer = { LineServer.usual($0) }) throws {
    path = "/tmp/dbt-\(UUID().uuidString.prefix(13)).socket"
    listener = try Self.listen(at: path)
    self.answer = answer
    DispatchQueue(label: "LineServer").async { [self] in
      while case let connection = accept(listener, nil, nil), connection >= 0 { serve(connection) }
      close(listener)
    }
  }

  /// What came, without the greetings.
  var requests: [LeaseRequest.Action] { ids.map(\.action) }

  /// The same with their numbers.
  var ids: [LeaseRequest] {
    state.withLock { $0.requests }.filter { if case .hello = $0.action { false } else { true } }
  }

  var takes: [LeaseRequest.Take] { requests.compactMap { if case .take(let take) = $0 { take } else { nil } } }

  var releases: [LeaseRequest.Release] {
    requests.compactMap { if case .release(let release) = $0 { release } else { nil } }
  }

  /// How many clients have connected.
  var connections: Int { state.withLock { $0.connections.count } }

  /// Answers what was not answered at once, on the last connection.
  func reply(_ reply: LeaseReply) { send(Data(reply.line)) }

  /// Sends anything.
  func send(_ bytes: Data) {
    guard let connection = state.withLock({ $0.connections.last }) else { return }
    _ = bytes.withUnsafeBytes { UnixSocket.sendQuietly(connection, $0) }
  }

  /// Goes away, as a server that was killed does.
  func stop() {
    let isFirst = state.withLock { state in
      defer { state.isStopped = true }
      return !state.isStopped
    }
    // The listener is closed then, and its number is soon that of somebody else's connection.
    guard isFirst else { return }
    unlink(path)
    shutdown(listener, Int32(SHUT_RDWR))
    for connection in state.withLock({ $0.connections }) { shutdown(connection, Int32(SHUT_RDWR)) }
  }

  private func serve(_ connection: Int32) {
    state.withLock { $0.connections.append(connection) }
    DispatchQueue(label: "LineServer.connection").async { [self] in
      var rest = Data()
      var buffer = [UInt8](repeating: 0, count: 1 << 16)
      while case let count = read(connection, &buffer, buffer.count), count > 0 {
        rest.append(contentsOf: buffer[..<count])
        while let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
          take(line: Data(rest[..<end]), connection)
          rest = Data(rest[(end + 1)...])
        }
      }
    }
  }

  private func take(line: Data, _ connection: Int32) {
    guard let request = try? line.withUnsafeBytes({ try LeaseRequest(line: $0) }) else { return stop() }
    state.withLock { $0.requests.append(request) }
    guard let outcome = answer(request) else { return }
    _ = LeaseReply(id: request.id, outcome: outcome).line.withUnsafeBytes { UnixSocket.sendQuietly(connection, $0) }
  }
}

import LeaseProtocol
import Testing

@testable import TestDatabases

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

@Suite("A test process that has gone", .timeLimit(.minutes(5)))
struct LeaseClientTests {
  @Test(
    "gives back what it had, also where it waited for more than there is", arguments: [LeaseKind.pooled, .readOnly])
  func waiting(for kind: LeaseKind) async throws {
    try await OnServer.performWithPlainOwner { run in
      let session = try await run.open()
      let desk = LeaseDesk(
        databases: SessionDatabases(workshop: session.workshop, limit: 1), register: LeaseRegister(), failed: .putBack
      ) { _ in }
      // The only one there is.
      let held = LeaseRequest.Take(kind: .pooled, test: "holds")
      guard case .lease = await desk.answer(.take(held), to: 1) else { throw CancellationError() }
      var sockets: [Int32] = [0, 0]
      #if canImport(Glibc)
        socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0, &sockets)
      #else
        socketpair(AF_UNIX, SOCK_STREAM, 0, &sockets)
      #endif
      defer { for socket in sockets { close(socket) } }
      let client = LeaseClient(sockets[0], identifier: 1, desk: desk)
      let request = LeaseRequest(id: 1, action: .take(LeaseRequest.Take(kind: kind, test: "waits")))
      client.receive(Array(request.line.dropLast()))
      client.disconnect()
      await client.leave()
      guard case .lease = await desk.answer(.take(held), to: 2) else { throw CancellationError() }
      await desk.takeBackAll(of: 2)
      await desk.close()
      await session.close()
    }
  }
}

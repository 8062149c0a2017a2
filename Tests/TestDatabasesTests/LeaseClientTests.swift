import LeaseProtocol
import LibPQ
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

  @Test(
    "leaves the database of the test that it was in the middle of as it is, and once the run has failed it is kept",
    arguments: [(FailedDatabases.kept, true), (.kept, false), (.held, true)])
  func crash(failed: FailedDatabases, hasRunFailed: Bool) async throws {
    try await OnServer.performWithPlainOwner { run in
      let session = try await run.open()
      let told = Locked<[Session.Event]>([])
      let desk = LeaseDesk(
        databases: SessionDatabases(workshop: session.workshop, limit: 1), register: LeaseRegister(), failed: failed
      ) { event in told.withLock { $0.append(event) } }
      func take(for client: UInt64) async throws -> LeaseReply.Lease {
        let take = LeaseRequest.Take(kind: .pooled, test: "crashes")
        guard case .lease(let lease) = await desk.answer(.take(take), to: client) else { throw CancellationError() }
        return lease
      }
      let lease = try await take(for: 1)
      _ = await desk.answer(
        .execute(LeaseRequest.Execute(lease: lease.token, sql: "INSERT INTO a VALUES (1)")), to: 1)
      await desk.takeBackAll(of: 1)
      // The others go on meanwhile.
      let other = try await take(for: 2)
      #expect(other.database != lease.database)
      let release = LeaseRequest.Release(lease: other.token, failed: false)
      _ = await desk.answer(.release(release), to: 2)
      if hasRunFailed { await desk.decideOnBroken() }
      await desk.close()
      let events = told.withLock { events in
        events.compactMap { event -> String? in
          switch event {
          case .kept(let test, let database): "kept \(database) of \(test)"
          case .held(let test, let database): "held \(database) of \(test)"
          default: nil
          }
        }
      }
      #expect(events == (hasRunFailed ? ["\(failed) \(lease.database) of crashes"] : []))
      let proof = try #require(try await session.maintenance.proof(lease.database))
      #expect((proof.mark?.kind == .kept) == (failed == .kept && hasRunFailed))
      let administrator = try await Connection.open(
        session.server.administrator.replacing(["dbname": lease.database]))
      #expect(try await administrator.query("SELECT count(*) FROM a").firstValue == "1")
      await administrator.close()
      if proof.mark?.kind == .kept { try await session.maintenance.drop(proof) }
      await session.close()
    }
  }
}

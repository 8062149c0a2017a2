import LeaseProtocol
import ProcessTestTools
import Testing

@testable import DBTesting

/// A test whose time is up does not wait on, and does not keep what comes too late.
@Suite(.timeLimit(.minutes(5))) struct CancelledTakeTests {
  private let take = LeaseRequest.Take(kind: .pooled, test: "a test")

  @Test("A cancelled wait ends at once, and its database goes back when it comes")
  func waiting() async throws {
    try await serving(answer: withoutLeases) { server, client in
      let waiting = Task { try await client.take(take) }
      try await eventually("one waits") { server.takes.count == 1 }
      waiting.cancel()
      await #expect(throws: CancellationError.self) { try await waiting.value }
      #expect(server.releases.isEmpty)
      let id = try #require(server.ids.first?.id)
      server.reply(LeaseReply(id: id, outcome: .lease(LineServer.lease(id))))
      try await eventually("it goes back") { server.releases.map(\.lease) == ["token-\(id)"] }
    }
  }

  @Test("A task that is cancelled already asks for nothing")
  func before() async throws {
    try await serving { server, client in
      let cancelled = Task {
        while !Task.isCancelled { await Task.yield() }
        return try await client.take(take)
      }
      cancelled.cancel()
      await #expect(throws: CancellationError.self) { try await cancelled.value }
      #expect(server.takes.isEmpty)
    }
  }

  @Test("Whenever it is cancelled, a database is either the task's or goes back")
  func anyTime() async throws {
    try await serving { server, client in
      let kept = await withTaskGroup(of: String?.self) { group in
        for _ in 0..<500 {
          group.addTask {
            let task = Task { try await client.take(take).token }
            for _ in 0..<Int.random(in: 0..<20) { await Task.yield() }
            task.cancel()
            return try? await task.value
          }
        }
        return await group.reduce(into: Set()) { if let token = $1 { $0.insert(token) } }
      }
      try await eventually("the others go back") { server.releases.count == server.takes.count - kept.count }
      #expect(kept.isDisjoint(with: server.releases.map(\.lease)))
    }
  }

  @Test("A cancelled test still gives its database back")
  func release() async throws {
    try await serving { server, _ in
      let test = Task {
        try await withTestDatabase { _ in
          withUnsafeCurrentTask { $0?.cancel() }
          try Task.checkCancellation()
        }
      }
      await #expect(throws: CancellationError.self) { try await test.value }
      #expect(server.releases.map(\.failed) == [true])
    }
  }
}

import Foundation
import LeaseProtocol
import ProcessTestTools
import Testing

@testable import DBTesting

/// A process has one connection to its lease server, for all of its tests.
@Suite(.timeLimit(.minutes(5))) struct LeaseClientTests {
  private let take = LeaseRequest.Take(kind: .pooled, test: "a test")

  @Test("Replies in any order reach those who asked")
  func order() async throws {
    try await serving(answer: withoutLeases) { server, client in
      async let first = client.take(take)
      try await eventually("one asks") { server.takes.count == 1 }
      async let second = client.take(take)
      try await eventually("two ask") { server.takes.count == 2 }
      let ids = server.ids.map(\.id)
      for id in ids.reversed() { server.reply(LeaseReply(id: id, outcome: .lease(LineServer.lease(id)))) }
      let tokens = try await [first.token, second.token]
      #expect(tokens == ids.map { "token-\($0)" })
    }
  }

  @Test("Those who wait don't keep others from asking")
  func others() async throws {
    try await serving(answer: withoutLeases) { server, client in
      let waiting = Task { try await client.take(take) }
      try await eventually("one waits") { server.takes.count == 1 }
      let rows = try await client.query(LeaseRequest.Query(lease: "token-1", sql: "SELECT 1", parameters: []))
      #expect(rows.rows == [["token-1", "SELECT 1"]])
      waiting.cancel()
    }
  }

  @Test("Thousands ask at once, over one connection")
  func many() async throws {
    try await serving { server, client in
      let tokens = try await withThrowingTaskGroup(of: String.self) { group in
        for _ in 0..<5000 {
          group.addTask {
            let token = try await client.take(take).token
            _ = try await client.release(LeaseRequest.Release(lease: token, failed: false)).outcome()
            return token
          }
        }
        return try await group.reduce(into: Set()) { $0.insert($1) }
      }
      #expect(tokens.count == 5000)
      #expect(Set(server.releases.map(\.lease)) == tokens)
      #expect(server.connections == 1)
    }
  }

  @Test("Replies cut anywhere, and several in one piece, are understood")
  func pieces() async throws {
    try await serving(answer: withoutLeases) { server, client in
      async let tokens = [client.take(take).token, client.take(take).token]
      try await eventually("one asks") { server.takes.count == 1 }
      let first = try #require(server.ids.first?.id)
      let line = LeaseReply(id: first, outcome: .lease(LineServer.lease(first))).line
      for byte in line { server.send(Data([byte])) }
      try await eventually("the next asks") { server.takes.count == 2 }
      let next = try #require(server.ids.last?.id)
      let reply = LeaseReply(id: next, outcome: .lease(LineServer.lease(next))).line
      let stray = LeaseReply(id: 999, outcome: .done(LeaseReply.Done())).line
      server.send(Data(stray + reply))
      #expect(try await tokens == ["token-\(first)", "token-\(next)"])
    }
  }

  @Test("A refusal is an error with the server's words")
  func refusal() async throws {
    let failure = LeaseReply.Failure(message: "no such table", sqlState: "42P01")
    try await serving(answer: { _ in .failure(failure) }) { _, client in
      let error = try await #require(throws: TestDatabaseError.self) { try await client.take(take) }
      // The greeting is refused, too, and which of both answers comes first is not known.
      #expect(error.description == failure.message)
    }
  }
}

import LibPQ
import OwnTestServer
import Testing

@testable import TestDatabases

/// The only times that are kept are those in marks: when a template was made, and when it was used last.
@Suite("A clock that jumps")
struct ClockTests {
  private let own = "z\(SessionIdentifier.random())"

  private func run(_ number: Int, limit: Int, on server: DatabaseServer) async throws -> String {
    try await OnServer.perform(on: server) { run in
      let session = try await run.open(
        ["1_\(own).sql": "CREATE TABLE \(own) (n int DEFAULT \(number))"],
        templates: .kept(limit: limit, isFresh: false))
      await session.close()
      return session.template
    }
  }

  /// Has a template's mark speak of another time.
  private func move(_ name: String, by seconds: Double) async throws {
    var mark = try #require(try await DatabaseMark(comment: HandMadeDatabase.comment(name)))
    mark.created += seconds
    mark.template?.lastUse += seconds
    try await HandMadeDatabase.mark(name, mark)
  }

  private func isRecent(_ name: String) async throws -> Bool {
    let mark = try await DatabaseMark(comment: HandMadeDatabase.comment(name))
    return abs(try #require(mark?.template?.lastUse) - TemplateStore.now) < 60
  }

  @Test("leaves templates that were used last in the future or long ago as good as others, and they go like others")
  func templates() async throws {
    let year = 365.0 * 86_400
    try await OwnerOfItsOwn.with(own) { server in
      let (one, two) = (try await run(1, limit: 9, on: server), try await run(2, limit: 9, on: server))
      for jump in [year, -year] {
        try await move(one, by: jump)
        #expect(try await run(1, limit: 9, on: server) == one)
        #expect(try await isRecent(one))
      }
      // One that nobody uses any more: it goes once others were used since, not in a year.
      try await move(two, by: year)
      _ = try await run(1, limit: 2, on: server)
      #expect(try await isRecent(two))
      try await move(two, by: -120)
      _ = try await run(3, limit: 2, on: server)
      #expect(try await !OnServer.exists(two))
      #expect(try await OnServer.exists(one))
    }
  }
}

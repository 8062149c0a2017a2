import LeaseProtocol
import ProcessTestTools
import Testing

@testable import DBTesting

/// What happens when a test ends.
@Suite(.timeLimit(.minutes(5))) struct ScopeTests {
  private struct Wrong: Error {}

  @Test("Whether a test failed is known: by what it throws, and by its issues")
  func failures() async throws {
    let thrown = try await failed { throw Wrong() }
    let recorded = try await failed { Issue.record("wrong") }
    let expected = try await failed { #expect(Bool(false)) }
    #expect([thrown, recorded, expected] == [true, true, true])
    let warning = try await failed { Issue.record("strange", severity: .warning) }
    let known = try await failed { withKnownIssue { Issue.record("known") } }
    let fine = try await failed {}
    #expect([warning, known, fine] == [false, false, false])
  }

  @Test("A test that left connections open has a warning that names their queries, and does not wait for it")
  func leaks() async throws {
    let issues = Locked<[Issue]>([])
    let answer: LineServer.Answer = { request in
      if case .release = request.action { nil } else { LineServer.usual(request) }
    }
    try await serving(answer: answer) { server, client in
      try await scope(issues) {}
      try await eventually("it gives the database back") { server.releases.count == 1 }
      #expect(issues.withLock { $0.isEmpty })
      let id = try #require(server.ids.last?.id)
      server.reply(LeaseReply(id: id, outcome: .released(LeaseReply.Released(leaked: ["SELECT 1", ""]))))
      try await eventually("the warning is there") { issues.withLock { !$0.isEmpty } }
      client.followUps.wait()
    }
    let issue = try #require(issues.withLock { $0 }.first)
    #expect(!issue.isFailure)
    #expect("\(issue)".contains("left 2 connections open; the last query was 'SELECT 1', none."))
  }

  @Test("Whoever has a database says so when he takes another one, in XCTest as well")
  func within() async throws {
    try await serving { server, client in
      try await withTestDatabase { _ in try await withTestDatabase { _ in } }
      let made = try await TestDatabase.take(.pooled, for: "an XCTest")
      try await withTestDatabase { _ in }
      let second = try await TestDatabase.take(.pooled, for: "an XCTest")
      for database in [second, made] { await database.release(failed: false, warn: .printed("an XCTest")) }
      try await withTestDatabase { _ in }
      let tokens = server.ids.filter { if case .take = $0.action { true } else { false } }.map { "token-\($0.id)" }
      #expect(server.takes.map(\.within) == [nil, tokens[0], nil, made.token, made.token, nil])
      client.followUps.wait()
    }
  }

  @Test("Nothing is waited for at exit where the answer to the last test came before anybody looked for it")
  func early() async throws {
    try await serving { _, client in
      let reply = client.release(LeaseRequest.Release(lease: "token-1", failed: false))
      try await eventually("it has come") { client.hasArrived(reply) }
      let start = ContinuousClock.now
      client.followUp(reply) { _ = try? await reply.outcome() }
      client.followUps.wait()
      #expect(ContinuousClock.now - start < .seconds(2))
    }
  }

  @Test("A test that failed waits for what PostgreSQL logged about it, which is attached to it")
  func log() async throws {
    let issues = Locked<[Issue]>([])
    let answer: LineServer.Answer = { request in
      if case .release = request.action {
        .released(LeaseReply.Released(log: "ERROR: no such table"))
      } else {
        LineServer.usual(request)
      }
    }
    try await serving(answer: answer) { _, _ in try await scope(issues) { Issue.record("wrong") } }
    #expect(issues.withLock { $0.map(\.isFailure) } == [true, false])
    #expect("\(issues.withLock { $0 })".contains("no such table"))
  }

  @Test("Without a trait there is no current database, and the error says what to add")
  func none() {
    let error = #expect(throws: TestDatabaseError.self) { try TestDatabase.current }
    #expect(error?.code == .noDatabase)
    #expect(error?.description.contains(".database") == true)
  }

  @Test("A read-only database takes no fixtures")
  func readOnly() async throws {
    try await serving { server, _ in
      let error = await #expect(throws: TestDatabaseError.self) {
        try await withTestDatabase(.readOnly, fixtures: "a.sql") { _ in }
      }
      #expect(error?.description.contains(".readOnly") == true)
      #expect(server.takes.isEmpty)
    }
  }

  /// What the server hears about a test.
  private func failed(_ body: @escaping @Sendable () async throws -> Void) async throws -> Bool? {
    try await serving { server, client in
      try? await scope(Locked([]), body)
      client.followUps.wait()
      return server.releases.first?.failed
    }
  }

  /// Runs a test's body as the trait does, and gathers its issues.
  private func scope(
    _ issues: Locked<[Issue]>, _ body: @escaping @Sendable () async throws -> Void
  ) async throws {
    let test = try #require(Test.current)
    try await IssueHandlingTrait.compactMapIssues { issue in
      issues.withLock { $0.append(issue) }
      return nil
    }.provideScope(for: test, testCase: Test.Case.current) {
      try await DatabaseTrait(kind: nil, fixtures: []).provideScope(for: test, testCase: Test.Case.current) {
        try await body()
      }
    }
  }
}

import Foundation
import LeaseProtocol
import ProcessTestTools
import Testing

@testable import DBTesting

/// A server that is gone is a clear error for each test, and never a crash.
@Suite(.timeLimit(.minutes(5))) struct LostServerTests {
  private let take = LeaseRequest.Take(kind: .pooled, test: "a test")

  @Test("All who wait are told, and all who come later")
  func lost() async throws {
    try await serving(answer: withoutLeases) { server, client in
      let waiting = (0..<100).map { _ in Task { try await client.take(take) } }
      try await eventually("all wait") { server.takes.count == 100 }
      server.stop()
      for task in waiting {
        let error = await #expect(throws: TestDatabaseError.self) { try await task.value }
        #expect(error?.code == .serverGone)
        #expect(error?.description.contains("db-tool") == true)
      }
      for _ in 0..<100 {
        let error = await #expect(throws: TestDatabaseError.self) { try await client.take(take) }
        #expect(error?.code == .serverGone)
      }
    }
  }

  @Test("A server that is not there any more is named by its socket")
  func noServer() throws {
    let error = #expect(throws: TestDatabaseError.self) { try LeaseClient(path: "/tmp/no-such.socket") }
    #expect(error?.code == .serverGone)
    #expect(error?.description.contains("'/tmp/no-such.socket' can't be reached: No such file") == true)
  }

  @Test("A path that no socket can have is an error")
  func longPath() {
    let path = "/tmp/" + String(repeating: "x", count: 200)
    #expect(throws: TestDatabaseError.self) { try LeaseClient(path: path) }
  }

  @Test("Something that is no reply ends the conversation")
  func nonsense() async throws {
    try await serving(answer: withoutLeases) { server, client in
      let waiting = Task { try await client.take(take) }
      try await eventually("one waits") { server.takes.count == 1 }
      server.send(Data("hello?\n".utf8))
      let error = await #expect(throws: TestDatabaseError.self) { try await waiting.value }
      #expect(error?.description.contains("same version") == true)
    }
  }

  @Test("A server of another version says so")
  func version() async throws {
    let answer: LineServer.Answer = { request in
      if case .hello = request.action { .failure(LeaseReply.Failure(message: "speaks version 2")) } else { nil }
    }
    try await serving(answer: answer) { _, client in
      let error = await #expect(throws: TestDatabaseError.self) { try await client.take(take) }
      #expect(error?.description == "speaks version 2")
    }
  }

  @Test("A test that has passed does not fail because its database can't go back")
  func release() async throws {
    let warnings = Locked<[Issue]>([])
    let test = try #require(Test.current)
    try await IssueHandlingTrait.compactMapIssues { issue in
      warnings.withLock { $0.append(issue) }
      return nil
    }.provideScope(for: test, testCase: Test.Case.current) {
      try await serving { server, client in
        try await withTestDatabase { _ in server.stop() }
        client.followUps.wait()
      }
    }
    let issues = warnings.withLock { $0 }
    #expect(issues.map(\.isFailure) == [false])
    #expect("\(issues)".contains("could not be given back"))
  }
}

import LeaseProtocol
import ProcessTestTools
import Testing

@testable import DBTesting

/// Gives each case a lease server of its own, and looks whether all that was taken has gone back.
struct Served: SuiteTrait, TestTrait, TestScoping {
  @TaskLocal static var server: LineServer?

  var isRecursive: Bool { true }

  func provideScope(
    for test: Test, testCase: Test.Case?, performing function: @concurrent @Sendable () async throws -> Void
  ) async throws {
    try await serving { server, _ in
      try await Served.$server.withValue(server) { try await function() }
      #expect(server.takes.count == 1)
      try await eventually("what was taken goes back") { server.releases.count == 1 }
      #expect(server.releases.map(\.failed) == [false])
    }
  }
}

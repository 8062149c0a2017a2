import LeaseProtocol
import LibPQ
import Testing

@testable import TestDatabases

extension Playground {
  /// Lets one test after the other do something, and expects that the next one does not notice.
  func expectUndone(
    _ fate: Fate, _ statements: String..., asSuperuser: Bool = false, sourceLocation: SourceLocation = #_sourceLocation
  ) async throws {
    try await expectUndone(fate, sourceLocation: sourceLocation) { member in
      let connection = try await Connection.open(asSuperuser ? superuser(member) : owner(member))
      // Some are to fail.
      for statement in statements { _ = try? await connection.execute(statement) }
      await connection.close()
    }
  }

  /// The same for a test that does more than to run statements.
  func expectUndone(
    _ fate: Fate, sourceLocation: SourceLocation = #_sourceLocation, after test: (Member) async throws -> Void
  ) async throws {
    let result = try await differences(after: test)
    #expect(result.differences == [], sourceLocation: sourceLocation)
    #expect(result.fate == fate, sourceLocation: sourceLocation)
  }
}

extension Playground.Fate {
  static var cloned: Playground.Fate { .thrownAway(.writtenElsewhere) }
  static var clonedForItsTable: Playground.Fate { .thrownAway(.notResettable) }
  static var clonedAfterAll: Playground.Fate { .thrownAway(.resetFailed) }
  static var clonedForItsSurroundings: Playground.Fate { .thrownAway(.surroundingsChanged) }
}

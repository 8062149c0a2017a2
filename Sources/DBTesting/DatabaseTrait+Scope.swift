internal import LeaseProtocol
public import Testing

extension DatabaseTrait {
  /// Takes a database, runs the test, and gives the database back.
  ///
  /// - Parameters:
  ///   - test: The test.
  ///   - testCase: Its case.
  ///   - function: What runs it.
  /// - Throws: ``TestDatabaseError`` where there is no database, and what the test throws.
  public func provideScope(
    for test: Test, testCase: Test.Case?, performing function: @concurrent @Sendable () async throws -> Void
  ) async throws {
    // The outermost of the test's traits is the first to come here, and has acted for all of them.
    if TestDatabase.Scope.current?.test == test { return try await function() }

    // Those of its suites are there, too.
    let traits = test.traits.compactMap { $0 as? DatabaseTrait }
    let database = try await TestDatabase.take(
      traits.last { $0.kind != nil }?.kind ?? .pooled, fixtures: traits.flatMap(\.fixtures), for: Self.name(of: test))
    let scope = TestDatabase.Scope(database: database, test: test)
    let failed = Locked(false)
    let watch = IssueHandlingTrait.compactMapIssues { issue in
      if issue.countsAsFailure { failed.withLock { $0 = true } }
      return issue
    }
    do {
      try await watch.provideScope(for: test, testCase: testCase) {
        try await TestDatabase.Scope.$current.withValue(scope) { try await function() }
      }
    } catch {
      await database.release(failed: true, warn: .atTest(test.sourceLocation))
      throw error
    }
    await database.release(failed: failed.withLock { $0 }, warn: .atTest(test.sourceLocation))
  }

  /// The test's name with its module's and its suites', as messages have it.
  private static func name(of test: Test) -> String {
    let identifier = test.id.description
    // The last part is its place, such as `File.swift:10:4`.
    return identifier.lastIndex(of: "/").map { String(identifier[..<$0]) } ?? identifier
  }
}

extension Issue {
  /// Whether the issue makes its test fail.
  fileprivate var countsAsFailure: Bool {
    #if compiler(>=6.3)
      isFailure
    #else
      !isKnown
    #endif
  }
}

// A Mac that has only the command line tools has no XCTest; there, this module is empty.
#if canImport(XCTest)
  public import DBTesting
  public import XCTest

  extension TestDatabase {
    /// Takes a database that a test case has until its teardown blocks run.
    ///
    ///     let database = try await TestDatabase.make(for: self)
    ///
    /// It goes back before `tearDown()` runs: close clients in teardown blocks that are added later than this
    /// call (they run first), or in the test itself.
    ///
    /// - Parameters:
    ///   - testCase: The test case, in its `setUp` or in a test method.
    ///   - kind: The database's kind.
    ///   - fixtures: SQL files that are run in it first, with paths relative to the source file's folder, to the
    ///     folder `Fixtures` beside it, or to the package's `Fixtures`, in this order.
    ///   - filePath: The source file.
    /// - Returns: The database.
    /// - Throws: ``TestDatabaseError`` where there is no database; `CancellationError`.
    public static func make(
      for testCase: XCTestCase, _ kind: DatabaseKind = .pooled, fixtures: String..., filePath: String = #filePath
    ) async throws -> TestDatabase {
      let name = testCase.name
      let database = try await take(kind, fixtures: fixtures.map { (path: $0, source: filePath) }, for: name)
      // The block runs after the test has ended and before another begins: nobody else touches its record.
      nonisolated(unsafe) let run = testCase.testRun
      testCase.addTeardownBlock {
        await database.release(failed: run.map { $0.totalFailureCount > 0 } ?? false, warn: .printed(name))
      }
      return database
    }
  }
#endif

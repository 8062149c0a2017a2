/// The tests of a run, of all its processes.
package struct TestResults: Sendable, Hashable {
  /// The tests, in the order in which they came.
  package private(set) var all: [TestResult] = []
  private var places: [TestResult.Identifier: Int] = [:]

  package init(_ results: [TestResult] = []) { add(results) }

  /// Adds what a process tells. Of a test that ran before, this is what counts, unless it failed before.
  package mutating func add(_ results: [TestResult]) {
    for result in results {
      if let place = places[result.identifier] {
        if !all[place].hasFailed { all[place] = result }
      } else {
        places[result.identifier] = all.count
        all.append(result)
      }
    }
  }

  package var isEmpty: Bool { all.isEmpty }

  /// The tests that failed, or whose process ended before they did.
  package var failing: [TestResult] { all.filter(\.hasFailed) }

  /// How many tests there are of each outcome.
  package var counts: Counts {
    all.reduce(into: Counts()) { counts, result in
      switch result.outcome {
      case .passed: counts.passed += 1
      case .failed: counts.failed += 1
      case .skipped: counts.skipped += 1
      case .unfinished: counts.unfinished += 1
      }
    }
  }

  /// How many tests there are of each outcome.
  package struct Counts: Sendable, Hashable, Encodable {
    package var passed = 0
    package var failed = 0
    package var skipped = 0
    package var unfinished = 0
  }

  /// How many tests there are of a library.
  package func count(of library: TestResult.Library) -> Int {
    all.count { $0.identifier.library == library }
  }

  /// The same tests, with another text in place of each that they hold.
  package func mapTexts(_ change: (String) -> String) -> TestResults {
    TestResults(
      all.map { result in
        var outcome = result.outcome
        if case .skipped(let reason?) = outcome { outcome = .skipped(reason: change(reason)) }
        return TestResult(
          result.identifier, displayName: result.displayName, at: result.place, outcome: outcome,
          seconds: result.seconds,
          issues: result.issues.map { TestIssue(change($0.message), at: $0.place, kind: $0.kind) })
      })
  }
}

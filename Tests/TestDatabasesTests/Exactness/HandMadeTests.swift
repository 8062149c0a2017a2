import Foundation
import LeaseProtocol
import Testing

@testable import TestDatabases

/// Sequences of statements that somebody thought of, as opposed to those that chance finds.
@Suite("After hand-made sequences of statements, the database is what the migrations made")
struct HandMadeTests {
  /// How many tests there are of three cases each.
  private static let triples = 60

  @Test("where each is a test of its own")
  func alone() async throws {
    try await run(HandMadeCase.all.map { [$0] }, "alone")
  }

  @Test("where each is a test of its own, in the reverse order")
  func reversed() async throws {
    try await run(HandMadeCase.all.reversed().map { [$0] }, "in reverse")
  }

  @Test("where any three are one test")
  func anyThree() async throws {
    let seed = ProcessInfo.processInfo.environment["DB_TEST_SEED"].flatMap { UInt64($0) } ?? .random(in: 0..<1 << 48)
    var generator = SeededGenerator(seed: seed)
    var tests: [[HandMadeCase]] = []
    for _ in 0..<Self.triples {
      // A definition among them has the database made anew, for the most part, whatever the others did.
      let lists = [HandMadeCase.ofRows, HandMadeCase.ofRows, HandMadeCase.all].shuffled(using: &generator)
      tests.append(lists.map { generator.pick($0) })
    }
    try await run(tests, "three at a time, DB_TEST_SEED=\(seed)")
  }

  /// Runs one test after the other, and looks at what the next one would get.
  private func run(_ tests: [[HandMadeCase]], _ order: String) async throws {
    var fates: [Playground.Fate: Int] = [:]
    try await Playground.open(ExactnessSchema.migrations) { playground in
      for test in tests {
        let name = test.map { "“\($0.name)”" }.joined(separator: ", then ")
        let (fate, differences, surprises) = try await playground.outcome(test)
        fates[fate, default: 0] += 1
        #expect(differences == [], "\(name) (\(order)), \(fate)")
        // A case whose statements fail shows nothing; where there are several, one may be in the next one's way.
        if test.count == 1 { #expect(surprises == [], "\(name) (\(order))") }
      }
    }
    print(
      """
      \(tests.count) hand-made tests, \(order): \(fates[.unchanged] ?? 0) unchanged, \(fates[.putBack] ?? 0) put back, \
      \(tests.count - (fates[.unchanged] ?? 0) - (fates[.putBack] ?? 0)) thrown away
      """)
  }
}

extension Playground {
  /// Runs cases as one test, and compares what the next test gets.
  fileprivate func outcome(
    _ cases: [HandMadeCase]
  ) async throws -> (fate: Fate, differences: [String], surprises: [String]) {
    let member = try await databases.take(.pooled, for: .testing)
    let before = databases.statistics
    var clients = HandMadeClients(self, member)
    var surprises: [String] = []
    for each in cases { surprises += try await clients.run(each) }
    await clients.leave()
    await databases.giveBack(member, .pooled, for: .testing)
    let next = try await databases.take(.pooled, for: .testing)
    let fate = Self.fate(before, databases.statistics)
    let differences = try await differences(next)
    // The next case is not to suffer for this one.
    await databases.giveBack(next, differences.isEmpty ? .pooled : .clone, for: .testing)
    return (fate, differences, surprises)
  }
}

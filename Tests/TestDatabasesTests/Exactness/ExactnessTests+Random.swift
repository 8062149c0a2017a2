import Foundation
import LeaseProtocol
import LibPQ
import Testing

@testable import TestDatabases

extension ExactnessTests {
  /// How many workloads there are, and the seed of the first; the next ones' seeds are the next numbers.
  private static let environment = ProcessInfo.processInfo.environment
  private static let workloads = environment["DB_TEST_WORKLOADS"].flatMap { Int($0) } ?? 100

  @Test("so also after random workloads")
  func randomWorkloads() async throws {
    let first = Self.environment["DB_TEST_SEED"].flatMap { UInt64($0) } ?? UInt64.random(in: 0..<1 << 48)
    var tally = WorkloadTally()
    try await Playground.open(ExactnessSchema.migrations) { playground in
      for seed in first..<first + UInt64(Self.workloads) {
        let (outcome, differences, log) = try await playground.outcome(seed: seed)
        tally.count(outcome)
        if !differences.isEmpty && !outcome.isHidden {
          Issue.record(
            "a workload was not undone; DB_TEST_SEED=\(seed) DB_TEST_WORKLOADS=1 repeats it: \(outcome.fate)")
          print((["seed \(seed):"] + log + differences).joined(separator: "\n"))
        }
      }
    }
    print("\(Self.workloads) random workloads from seed \(first) on:\n\(tally)")
  }
}

extension Playground {
  /// Runs one workload, and compares what the next test gets.
  fileprivate func outcome(
    seed: UInt64
  ) async throws -> (outcome: WorkloadTally.Outcome, differences: [String], log: [String]) {
    let member = try await databases.take(.pooled, for: .testing)
    let before = databases.statistics
    var workload = Workload(seed: seed, owner: owner(member), superuser: superuser(member))
    try await workload.run()
    // While transactions are open, what they will have changed can't be seen.
    let left = workload.forgotten.isEmpty ? try? await differences(member) : nil
    await databases.giveBack(member, .pooled, for: .testing)
    if workload.comesBack { await comeBack(member, seed) }
    let next = try await databases.take(.pooled, for: .testing)
    let fate = Playground.fate(before, databases.statistics)
    let differences = try await differences(next)
    for connection in workload.forgotten { await connection.close() }
    if differences.isEmpty {
      await databases.giveBack(next, .pooled, for: .testing)
    } else {
      // The next workload is not to suffer for it.
      await databases.giveBack(next, .clone, for: .testing)
    }
    let outcome = WorkloadTally.Outcome(
      fate: fate, left: left, isHidden: workload.isHidden, isExact: differences.isEmpty)
    return (outcome, differences, workload.log)
  }

  /// A client of a test that has ended is still there, and writes while its database is being put back.
  private func comeBack(_ member: Member, _ seed: UInt64) async {
    var generator = SeededGenerator(seed: seed)
    for _ in 0..<generator.number(1...4) {
      guard let connection = try? await Connection.open(owner(member)) else { return }
      for _ in 0..<generator.number(1...3) {
        let statements = generator.happens(onceIn: 3) ? WorkloadStatements.sequences : WorkloadStatements.rows
        let statement = WorkloadStatements.filled(generator.pick(statements), &generator)
        if WorkloadStatements.copiedRows(statement) == nil { _ = try? await connection.execute(statement) }
      }
      await connection.close()
    }
  }
}

import Foundation

/// Measures what `swift package db-test` adds to a run of the tests, and what its first build costs.
///
///     swift run -c release session-cost [ROUNDS]
///
/// The two commands are run in blocks, twice each, so that what else the machine does falls on both alike. The
/// first run of a block does not count: SwiftPM compiles a package's plugins anew where the command before it
/// ran in another environment, as the two do. Prints a table, and as the last line JSON; times are in seconds.
@main
struct SessionCost {
  static func main() throws {
    let rounds = CommandLine.arguments.dropFirst().first.flatMap { Int($0) } ?? 10
    let benchmarks = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let consumer = try Consumer(
      fixture: benchmarks.appending(path: "Fixtures/OneTest"),
      checkout: benchmarks.deletingLastPathComponent())
    defer { consumer.remove() }
    // The dependencies' sources are fetched before, since how long that takes is up to the network.
    _ = try consumer.time(["resolve"])
    let firstBuild = try consumer.time(["db-test", "--help"])
    var baseline: [Double] = []
    var session: [Double] = []
    for _ in 0..<2 {
      baseline += try block(of: rounds, "baseline", consumer)
      session += try block(of: rounds, "db-test", consumer)
    }
    let added = median(session) - median(baseline)
    print(
      """
      first `swift package db-test` of a package, up to where the tool runs   \(shown(firstBuild)) s
      tests alone, median of \(baseline.count) runs                                         \(shown(median(baseline))) s
      db-test, median of \(session.count) runs                                             \(shown(median(session))) s
      added by db-test                                                        \(shown(added)) s
      """)
    let report = [
      "first_build": firstBuild, "baseline": median(baseline), "db_test": median(session), "added": added,
    ]
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    print(String(decoding: try encoder.encode(report), as: UTF8.self))
  }

  /// The times of a command, run again and again after a run that does not count.
  private static func block(of rounds: Int, _ command: String, _ consumer: Consumer) throws -> [Double] {
    _ = try consumer.time([command])
    return try (0..<rounds).map { _ in try consumer.time([command]) }
  }

  private static func median(_ values: [Double]) -> Double { values.sorted()[values.count / 2] }

  private static func shown(_ seconds: Double) -> String { String(format: "%6.2f", seconds) }
}

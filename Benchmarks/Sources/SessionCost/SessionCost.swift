import Foundation

/// Measures what `swift package db-test` adds to a run of the tests, and what its first build costs.
///
///     swift run -c release session-cost [ROUNDS]
///
/// The two commands are run in turn, so that what else the machine does falls on both alike. Prints a table,
/// and as the last line JSON; times are in seconds.
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
    _ = try consumer.time(["db-test"])
    _ = try consumer.time(["baseline"])
    var baseline: [Double] = []
    var session: [Double] = []
    for _ in 0..<rounds {
      baseline.append(try consumer.time(["baseline"]))
      session.append(try consumer.time(["db-test"]))
    }
    let added = median(zip(session, baseline).map { $0 - $1 })
    print(
      """
      first `swift package db-test` of a package, up to where the tool runs   \(shown(firstBuild)) s
      tests alone, median of \(rounds)                                              \(shown(median(baseline))) s
      db-test, median of \(rounds)                                                  \(shown(median(session))) s
      added by db-test, median of the pairs                                   \(shown(added)) s
      """)
    let report = [
      "first_build": firstBuild, "baseline": median(baseline), "db_test": median(session), "added": added,
    ]
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    print(String(decoding: try encoder.encode(report), as: UTF8.self))
  }

  private static func median(_ values: [Double]) -> Double { values.sorted()[values.count / 2] }

  private static func shown(_ seconds: Double) -> String { String(format: "%6.2f", seconds) }
}

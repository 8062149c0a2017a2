import Foundation
import SQLMigrations

/// Measures how fast a file is taken apart into statements and the data of COPY.
///
///     swift run -c release --package-path Benchmarks/Splitting splitting-cost [ROUNDS]
///
/// Each text has about 20 MB. Prints a table of the median and the best speed in MB/s, and as the last line JSON.
@main
struct SplittingCost {
  static func main() throws {
    let rounds = CommandLine.arguments.dropFirst().first.flatMap { Int($0) } ?? 9
    var report: [String: Double] = [:]
    for text in Text.all {
      let script = SQLScript(file: "\(text.name).sql", text: text.content, runsInTransaction: true)
      let speeds = (0..<rounds).map { _ in
        let start = ContinuousClock.now
        let steps = ScriptSteps(script)
        let seconds = (ContinuousClock.now - start) / .seconds(1)
        precondition(steps.steps.count == text.statements && steps.problems.isEmpty, "not what was written")
        return Double(text.content.utf8.count) / seconds / 1_000_000
      }.sorted()
      let (median, best) = (speeds[speeds.count / 2], speeds[speeds.count - 1])
      report[text.name] = median
      let name = text.name.padding(toLength: 12, withPad: " ", startingAt: 0)
      print("\(name) \(String(format: "%7.0f MB/s, at best %.0f", median, best))")
    }
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    print(String(decoding: try encoder.encode(report), as: UTF8.self))
  }
}

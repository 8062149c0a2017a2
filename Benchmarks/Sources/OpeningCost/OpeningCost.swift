import BenchmarkTools
import Foundation

/// Measures what it takes from nothing to a migrated database that tests can use, beside the same done by hand.
///
///     swift run opening-cost [ROUNDS]
///
/// All of it is done in rounds, one after the other, so that what else the machine does falls on everything alike; a round
/// begins with a pause, since files are made more slowly while a file system remembers those that were just deleted. Prints
/// a table of medians in milliseconds and of the ratios, and as the last line JSON.
@main
struct OpeningCost {
  static func main() throws {
    let rounds = CommandLine.arguments.dropFirst().first.flatMap { Int($0) } ?? 5
    let workplace = try Workplace()
    defer { workplace.remove() }
    var times: [String: [Double]] = [:]
    func note(_ name: String, _ milliseconds: Double) { times[name, default: []].append(milliseconds) }
    for round in 0...rounds {
      let measured = try Round(workplace, number: round).times()
      // The first one makes what the others find.
      if round > 0 { for (name, time) in measured { note(name, time) } }
    }
    let medians = times.mapValues { Sample($0).median }
    print(Report(medians))
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    print(String(decoding: try encoder.encode(medians), as: UTF8.self))
  }
}

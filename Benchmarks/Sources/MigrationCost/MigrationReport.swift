import Foundation

/// What was measured and what it comes to, to be read by people.
struct MigrationReport: CustomStringConvertible {
  private let medians: [String: Double]

  init(_ medians: [String: Double]) { self.medians = medians }

  var description: String {
    let lines = medians.sorted { $0.key < $1.key }.map { line($0.key, String(format: "%.0f ms", $0.value)) }
    let ratios = [MigrationCase.many.name, "a dump of 50 MB"].compactMap { name -> String? in
      guard let tool = beyondNothing(name, "db-tool"), let psql = beyondNothing(name, "psql") else { return nil }
      return line("\(name), db-tool : psql", String(format: "%.2f", tool / psql))
    }
    return (lines + ratios).joined(separator: "\n")
  }

  private func beyondNothing(_ name: String, _ program: String) -> Double? {
    guard let all = medians["\(name): \(program)"], let none = medians["\(MigrationCase.nothing): \(program)"] else {
      return nil
    }
    return all - none
  }

  private func line(_ name: String, _ value: String) -> String {
    name.padding(toLength: 44, withPad: " ", startingAt: 0) + String(repeating: " ", count: max(1, 10 - value.count))
      + value
  }
}

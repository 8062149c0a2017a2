import BenchmarkTools
import Foundation

/// Measurements, to be read by people.
struct Table: CustomStringConvertible {
  private let measurements: [Measurement]

  init(_ measurements: [Measurement]) { self.measurements = measurements }

  var description: String {
    let header = line("take and release, ms", "tables", "median", "95 %", "bare SQL", "ratio")
    let lines = measurements.map { measurement in
      line(
        measurement.name, String(measurement.tables), number(measurement.lease.median),
        number(measurement.lease.percentile95), measurement.bareSQL.map { number($0.median) } ?? "",
        measurement.ratio.map { String(format: "%.1f", $0) } ?? "")
    }
    return ([header] + lines).joined(separator: "\n")
  }

  private func number(_ milliseconds: Double) -> String { String(format: "%.3f", milliseconds) }

  private func line(_ name: String, _ columns: String...) -> String {
    name.padding(toLength: 42, withPad: " ", startingAt: 0)
      + columns.map { String(repeating: " ", count: max(1, 10 - $0.count)) + $0 }.joined()
  }
}

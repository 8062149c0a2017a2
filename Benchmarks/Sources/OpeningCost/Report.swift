import Foundation

/// What was measured and what it comes to, to be read by people.
struct Report: CustomStringConvertible {
  private let medians: [String: Double]

  init(_ medians: [String: Double]) { self.medians = medians }

  var description: String {
    let lines = medians.sorted { $0.key < $1.key }.map { line($0.key, String(format: "%.0f ms", $0.value)) }
    return (lines + ratios).joined(separator: "\n")
  }

  private var ratios: [String] {
    func ratio(_ name: String, _ tool: String, _ hand: String) -> String? {
      guard let tool = medians[tool], let hand = medians[hand] else { return nil }
      return line(name, String(format: "%.2f", tool / hand))
    }
    var appended: String?
    if let more = medians["500 migrations and one appended"], let all = medians["500 migrations, unchanged"],
      let hand = medians["by hand: a clone and that migration"]
    {
      appended = line("appended, beyond unchanged and by hand", String(format: "%.0f ms", more - all - hand))
    }
    return [
      ratio("500 unchanged : 5 unchanged", "500 migrations, unchanged", "5 migrations, unchanged"), appended,
      ratio("warm : by hand", "warm: server, clone, all", "by hand: server and clone"),
      ratio("cold : by hand", "cold: cluster, server, migrations", "by hand: cluster, server, migrations"),
      ratio(
        "cold : by hand with a template", "cold: cluster, server, migrations",
        "by hand: the same, a template and a clone"),
    ].compactMap(\.self)
  }

  private func line(_ name: String, _ value: String) -> String {
    name.padding(toLength: 44, withPad: " ", startingAt: 0) + String(repeating: " ", count: max(1, 10 - value.count))
      + value
  }
}

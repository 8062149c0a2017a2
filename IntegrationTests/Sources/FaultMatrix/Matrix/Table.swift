/// What came of the squares, as a table: one for each server, a row for each stage and target, a column for each signal.
struct Table {
  /// What came of one square.
  enum Result: Sendable {
    case passed(Duration)
    case failed([String])
  }

  var results: [Cell: Result] = [:]

  var hasFailures: Bool {
    results.values.contains { if case .failed = $0 { true } else { false } }
  }

  /// The table. `·` is a square that was not tried, `—` one that can't be, with the reason behind it.
  var description: String {
    var lines: [String] = []
    for place in Place.allCases where results.keys.contains(where: { $0.place == place }) {
      lines.append(padded("on \(place == .embedded ? "an embedded" : "a given") server", 34) + header)
      for stage in Stage.allCases {
        for target in Target.allCases { lines.append(row(place, stage, target)) }
      }
    }
    let passed = results.values.count { if case .passed = $0 { true } else { false } }
    lines.append("\(results.count) tried, \(passed) passed, \(results.count - passed) failed")
    return lines.joined(separator: "\n")
  }

  private var header: String { Signal.allCases.map { padded($0.rawValue, 8) }.joined() }

  private func row(_ place: Place, _ stage: Stage, _ target: Target) -> String {
    let cells = Signal.allCases.map { Cell(place: place, stage: stage, target: target, signal: $0) }
    let name = padded("  \(stage.rawValue)", 18) + padded(target.rawValue, 16)
    if let reason = cells[0].impossibility { return name + cells.map { _ in padded("—", 8) }.joined() + reason }
    return name + cells.map { padded(text($0), 8) }.joined()
  }

  private func text(_ cell: Cell) -> String {
    switch results[cell] {
    case nil: return "·"
    case .failed: return "FAILED"
    case .passed: return "ok"
    }
  }

  private func padded(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.count))
  }
}

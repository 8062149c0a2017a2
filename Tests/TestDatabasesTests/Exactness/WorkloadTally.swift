@testable import TestDatabases

/// What became of the databases of many workloads.
struct WorkloadTally: CustomStringConvertible {
  /// What became of one.
  struct Outcome {
    let fate: Playground.Fate
    /// What there was to put back; `nil` where that could not be seen.
    let left: [String]?
    /// Whether a superuser had switched the counters off.
    let isHidden: Bool
    /// Whether the next test got what the migrations made.
    let isExact: Bool

    /// Whether it was thrown away, though nothing but rows and sequences was to be put back.
    ///
    /// The names of catalogs have no schema in what was ``left``.
    var isNeedless: Bool {
      guard case .thrownAway(let reason) = fate, reason != .notResettable else { return false }
      return left?.allSatisfy { $0.prefix { $0 != ":" }.contains(".") } ?? false
    }
  }

  private var fates: [Playground.Fate: Int] = [:]
  private var needless: [Proof.Reason: Int] = [:]
  private var hidden = 0
  private var hiddenAndWrong = 0
  private var wrong = 0

  mutating func count(_ outcome: Outcome) {
    fates[outcome.fate, default: 0] += 1
    if case .thrownAway(let reason) = outcome.fate, outcome.isNeedless { needless[reason, default: 0] += 1 }
    if outcome.isHidden { hidden += 1 }
    if !outcome.isExact {
      if outcome.isHidden { hiddenAndWrong += 1 } else { wrong += 1 }
    }
  }

  var description: String {
    var lines = [
      "  \(fates[.unchanged] ?? 0) unchanged, \(fates[.putBack] ?? 0) put back, \(wrong) not undone"
    ]
    for reason in Proof.Reason.allCases {
      guard let count = fates[.thrownAway(reason)] else { continue }
      lines.append("  \(count) thrown away, \(needless[reason] ?? 0) of them needlessly: \(reason.rawValue)")
    }
    if hidden > 0 { lines.append("  \(hidden) hidden from the counters, \(hiddenAndWrong) of them not undone") }
    return lines.joined(separator: "\n")
  }
}

extension RunReport {
  /// So many of the tests that failed are shown, so that what else there is to say stays in sight.
  private static let shownFailures = 20
  /// So many lines of the server's log are shown of each.
  private static let shownLogLines = 5

  /// What came of the run, in a few lines of at most 80 columns; none where no test began.
  package var summary: [String] {
    if tests.isEmpty { return [] }
    return [testsLine, databaseLine, leasesLine].compactMap(\.self)
  }

  private var testsLine: String {
    let counts = tests.counts
    let outcomes = [
      (counts.passed, "passed"), (counts.failed, "failed"), (counts.skipped, "skipped"),
      (counts.unfinished, "not ended"),
    ]
    .filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }.joined(separator: ", ")
    let libraries = TestResult.Library.allCases.map { ($0, tests.count(of: $0)) }.filter { $0.1 > 0 }
    let shares = libraries.map { "\($0.1) of \($0.0.rawValue)" }.joined(separator: ", ")
    return "tests     \(outcomes)" + (libraries.count > 1 ? "  (\(shares))" : "")
  }

  private var databaseLine: String? {
    guard let database, let seconds = seconds(of: .database) else { return nil }
    let server = self.seconds(of: .server).map { "server \(Self.shown($0)), " } ?? ""
    let origin =
      switch database.template {
      case .found: "from a template, nothing to run"
      case .built: "made and kept as a template"
      case .appended(let count) where count == database.migrations: "seeds run on a template of all migrations"
      case .appended(let count): "from the template of \(count) of \(database.migrations ?? count) migrations"
      case .none: "made anew"
      }
    return "database  \(server)database \(Self.shown(seconds)), \(origin)"
  }

  private var leasesLine: String? {
    guard let leases, leases.count > 0 else { return nil }
    let median = Self.shownMilliseconds(leases.median)
    let times =
      leases.count == 1
      ? "within \(median)" : "half within \(median), 95 % within \(Self.shownMilliseconds(leases.percentile95))"
    return "leases    \(leases.count), of \(counted(leases.clones, "clone")); \(times)"
  }

  /// The tests that failed, each with its place, what was wrong and what there is to look at.
  package var failureLines: [String] {
    let failing = failing
    if failing.isEmpty { return [] }
    var lines = ["\(counted(failing.count, "test")) failed:"]
    for test in failing.prefix(Self.shownFailures) { lines += self.lines(of: test) }
    if failing.count > Self.shownFailures { lines.append("  and \(failing.count - Self.shownFailures) more") }
    return lines
  }

  /// The tests that were under way when the run was interrupted: somebody may have done that since one hangs.
  package var interruptedLines: [String] {
    let tests = interrupted
    if tests.isEmpty { return [] }
    var lines = ["\(counted(tests.count, "test")) had not ended:"]
    for test in tests.prefix(Self.shownFailures) {
      lines.append("  \(test.identifier)" + (test.place.map { ", \($0.relative(to: directory))" } ?? ""))
    }
    if tests.count > Self.shownFailures { lines.append("  and \(tests.count - Self.shownFailures) more") }
    return lines
  }

  private func lines(of test: TestResult) -> [String] {
    var lines = ["  \(test.identifier)"]
    for issue in test.failures.prefix(3) {
      let place = (issue.place ?? test.place).map { "\($0.relative(to: directory)): " } ?? ""
      lines.append("    \(place)\(issue.headline)")
    }
    if test.failures.count > 3 { lines.append("    and \(counted(test.failures.count - 3, "more issue"))") }
    if test.outcome == .unfinished {
      let place = test.place.map { "\($0.relative(to: directory)): " } ?? ""
      lines.append("    \(place)its process ended before it did")
    }
    lines += kept(of: test).map { "    \($0.psql)" }
    if let log = logs[test.identifier.name] {
      lines += log.split(separator: "\n").suffix(Self.shownLogLines).map { "    | \($0)" }
    }
    return lines
  }

  private static func shown(_ seconds: Double) -> String { fixed(seconds, digits: 2) + " s" }

  private static func shownMilliseconds(_ seconds: Double) -> String {
    seconds < 1 ? fixed(seconds * 1000, digits: 1) + " ms" : shown(seconds)
  }
}

/// A number with so many digits behind the point.
private func fixed(_ number: Double, digits: Int) -> String {
  let factor = (0..<digits).reduce(1) { factor, _ in factor * 10 }
  let units = Int((number * Double(factor)).rounded())
  let fraction = String(units % factor)
  return "\(units / factor).\(String(repeating: "0", count: digits - fraction.count))\(fraction)"
}

/// A number of things, with the plural where it is due.
func counted(_ number: Int, _ noun: String) -> String { "\(number) \(noun)\(number == 1 ? "" : "s")" }

/// What GitHub Actions shows of a run.
package struct GitHubReport: Sendable {
  private let report: RunReport
  private let workspace: String

  /// - Parameter workspace: The folder that paths are relative to on GitHub: `GITHUB_WORKSPACE`.
  package init(_ report: RunReport, workspace: String) {
    self.report = report
    self.workspace = workspace
  }

  /// An annotation for each failing test and for each file that stopped the run: one workflow command on each line.
  ///
  /// GitHub shows ten of a step.
  package var annotations: [String] {
    report.errors.map { annotation($0.message, at: $0.place, title: "db-test") }
      + report.failing.flatMap { test in
        let name = test.identifier.name
        if test.failures.isEmpty { return [annotation("\(name) did not end", at: test.place, title: name)] }
        return test.failures.map { annotation($0.message, at: $0.place ?? test.place, title: name) }
      }
  }

  private func annotation(_ message: String, at place: SourcePlace?, title: String) -> String {
    var properties: [(String, String)] = []
    if let place = place?.absolute(in: report.directory).relative(to: workspace) {
      properties.append(("file", place.file))
      if let line = place.line { properties.append(("line", String(line))) }
      if let column = place.column { properties.append(("col", String(column))) }
    }
    properties.append(("title", title))
    let text = properties.map { "\($0)=\(Self.property($1))" }.joined(separator: ",")
    return "::error \(text)::\(Self.data(message))"
  }

  /// Source: `escapeData` of actions/toolkit's `packages/core/src/command.ts`, which the runner undoes.
  private static func data(_ text: String) -> String {
    // By scalars: as characters, CR LF is one.
    text.unicodeScalars.map { scalar in
      switch scalar {
      case "%": "%25"
      case "\r": "%0D"
      case "\n": "%0A"
      default: String(scalar)
      }
    }.joined()
  }

  /// Source: `escapeProperty` there.
  private static func property(_ text: String) -> String {
    data(text).replacing(":", with: "%3A").replacing(",", with: "%2C")
  }

  /// The job's summary, in Markdown.
  ///
  /// GitHub takes 1 MiB of a step, so a long list is cut.
  package var summary: String {
    let mark = report.exitCode == 0 ? "✅" : "❌"
    var lines = ["### \(mark) db-test: \(Self.escaped(report.package))", ""]
    if !report.conclusion.isEmpty { lines += [Self.escaped(report.conclusion), ""] }
    let counts = report.tests.counts
    if !report.tests.isEmpty {
      lines += ["| passed | failed | skipped | not ended |", "|---:|---:|---:|---:|"]
      lines += ["| \(counts.passed) | \(counts.failed) | \(counts.skipped) | \(counts.unfinished) |", ""]
    }
    for error in report.errors { lines += Self.block(error.message, title: error.place?.description) }
    for test in report.failing.prefix(Self.shownFailures) {
      let place = (test.failures.first?.place ?? test.place)?.relative(to: report.directory).description
      let text = test.failures.map(\.message).joined(separator: "\n")
      let log = report.logs[test.identifier.name].map { "\n\($0)" } ?? ""
      lines += Self.block(
        (text.isEmpty ? "did not end" : text) + log,
        title: [test.identifier.name, place].compactMap(\.self).joined(separator: ", "))
    }
    if report.failing.count > Self.shownFailures {
      lines += ["And \(report.failing.count - Self.shownFailures) more.", ""]
    }
    if !report.interruptedLines.isEmpty { lines += report.interruptedLines.map { "    \($0)" } + [""] }
    lines += report.summary.map { "    \($0)" }
    return lines.joined(separator: "\n") + "\n\n"
  }

  private static let shownFailures = 50
  private static let shownCharacters = 4000

  /// A text as it is, with a heading.
  private static func block(_ text: String, title: String?) -> [String] {
    // Indented, so that nothing in it can end the block.
    let code = text.prefix(shownCharacters).split(separator: "\n", omittingEmptySubsequences: false).map { "    \($0)" }
    return (title.map { ["**\(escaped($0))**", ""] } ?? []) + code + [""]
  }

  /// A text that Markdown and HTML find nothing in.
  private static func escaped(_ text: String) -> String {
    text.map { "\\`*_{}[]<>()#+-!|~&".contains($0) ? "\\\($0)" : String($0) }.joined()
  }
}

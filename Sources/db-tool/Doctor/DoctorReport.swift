import TestReports

/// All that `doctor` has found, for people.
struct DoctorReport: Sendable, Hashable {
  /// Findings about one thing.
  struct Section: Sendable, Hashable {
    let title: String
    let findings: [Finding]
  }

  private(set) var sections: [Section] = []

  /// Adds findings; a section without any is left out.
  mutating func add(_ title: String, _ findings: [Finding]) {
    if !findings.isEmpty { sections.append(Section(title: title, findings: findings)) }
  }

  /// How many findings stop `db-test`.
  var failureCount: Int { count(.failure) }
  /// How many are worth a look and stop nothing.
  var warningCount: Int { count(.warning) }

  /// The same without what is in order.
  var problems: DoctorReport {
    var problems = DoctorReport()
    for section in sections {
      problems.add(section.title, section.findings.filter { [.warning, .failure].contains($0.grade) })
    }
    return problems
  }

  private func count(_ grade: Finding.Grade) -> Int {
    sections.flatMap(\.findings).count { $0.grade == grade }
  }

  /// The report.
  ///
  /// - Parameters:
  ///   - columns: How wide the terminal is; `nil` where there is none, and lines are as long as they are.
  ///   - paint: Colours the mark in front of a finding, or does not.
  func text(columns: Int?, paint: (String, Finding.Grade) -> String) -> String {
    let subjects = sections.flatMap(\.findings).map(\.subject.count)
    let width = subjects.max() ?? 0
    return sections.map { section in
      let lines = section.findings.flatMap { finding in
        Self.lines(finding, width: width, columns: columns, mark: paint(Self.mark(finding.grade), finding.grade))
      }
      return ([section.title] + lines).joined(separator: "\n")
    }.joined(separator: "\n\n")
  }

  private static func lines(_ finding: Finding, width: Int, columns: Int?, mark: String) -> [String] {
    let subject = finding.subject + String(repeating: " ", count: width - finding.subject.count)
    let indentation = String(repeating: " ", count: width + 6)
    let room = columns.map { max(30, $0 - indentation.count) }
    let lines = finding.text.split(separator: "\n").flatMap { line in
      room.map { StepLine.wrapped(line, in: $0) } ?? [String(line)]
    }
    return lines.enumerated().map { index, line in
      index == 0 ? "  \(mark) \(subject)  \(line)" : indentation + line
    }
  }

  private static func mark(_ grade: Finding.Grade) -> String {
    switch grade {
    case .good: "✓"
    case .note: "·"
    case .warning: "!"
    case .failure: "✗"
    }
  }
}

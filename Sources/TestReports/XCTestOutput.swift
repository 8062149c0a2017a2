/// What a process with tests of XCTest prints, which is all that it tells.
///
/// Source: swift-corelibs-xctest's `PrintObserver.swift`, and on macOS the same lines with `-[Module.Class method]` for
/// names. Lines that are none of these are what the tests print themselves, or go on with the message above.
package struct XCTestOutput: Sendable {
  private var tests: [String: TestResult] = [:]
  private var order: [String] = []
  private var current: String?

  /// Reads what was printed, by one process or by several one after the other.
  package init(_ bytes: [UInt8]) {
    for line in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
      // A terminal has ended it with both.
      read(String(decoding: line.last == UInt8(ascii: "\r") ? line.dropLast() : line, as: UTF8.self))
    }
  }

  /// The tests that began.
  package var results: [TestResult] { order.compactMap { tests[$0] } }

  private mutating func read(_ line: String) {
    if line.hasPrefix("Test Case '"), let event = CaseEvent(line) { return read(event) }
    guard let current, let test = tests[current] else { return }
    if let (place, message) = Self.message(line, of: test.identifier.name, marker: ": error: ") {
      tests[current]?.issues.append(TestIssue(message, at: place))
    } else if let (_, message) = Self.message(line, of: test.identifier.name, marker: ": "),
      message.hasPrefix(Self.skipped)
    {
      tests[current]?.outcome = .skipped(reason: Self.reason(message))
    }
  }

  private mutating func read(_ event: CaseEvent) {
    let id = event.name
    switch event.kind {
    case .started:
      if tests[id] == nil { order.append(id) }
      tests[id] = TestResult(TestResult.Identifier(.xctest, id))
      current = id
    case .ended(let outcome, let seconds):
      guard let test = tests[id] else { return }
      // Its reason came before.
      if case .skipped = test.outcome, case .skipped = outcome {} else { tests[id]?.outcome = outcome }
      tests[id]?.seconds = seconds
      current = nil
    }
  }

  private static let skipped = "Test skipped"

  private static func reason(_ message: String) -> String? {
    message.firstRange(of: " - ").map { String(message[$0.upperBound...]) }
  }

  /// `/path/File.swift:8: error: Class.method : message`; `<EXPR>:0` stands for a place that isn't known.
  private static func message(_ line: String, of name: String, marker: String) -> (SourcePlace?, String)? {
    guard let middle = line.firstRange(of: "\(marker)\(name) : ") else { return nil }
    let parts = line[..<middle.lowerBound].split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count > 1, let number = parts.last.flatMap({ Int($0) }) else { return nil }
    let file = parts.dropLast().joined(separator: ":")
    let place = number > 0 ? SourcePlace(file: file, line: number) : nil
    let message = line[middle.upperBound...]
    // What an assertion without a comment of its own ends with.
    return (place, message.hasSuffix(" - ") ? String(message.dropLast(3)) : String(message))
  }
}

/// A line about the beginning or the end of a test of XCTest: `Test Case 'Class.method' passed (0.006 seconds)`.
private struct CaseEvent {
  enum Kind {
    case started
    case ended(TestResult.Outcome, seconds: Double?)
  }

  let name: String
  let kind: Kind

  init?(_ line: String) {
    guard let end = line.dropFirst(11).firstIndex(of: "'") else { return nil }
    let quoted = line[..<end].dropFirst(11)
    // `-[Module.Class method]` has the same name in the lines of its issues.
    name = String(quoted)
    let rest = line[end...].dropFirst().split(separator: " ")
    let seconds = rest.dropFirst().first.flatMap { Double($0.drop { $0 == "(" }) }
    switch rest.first {
    case "started", "started.": kind = .started
    case "passed": kind = .ended(.passed, seconds: seconds)
    case "failed": kind = .ended(.failed, seconds: seconds)
    case "skipped": kind = .ended(.skipped(reason: nil), seconds: seconds)
    default: return nil
    }
  }
}

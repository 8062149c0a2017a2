/// What a process with tests of Swift Testing tells: its event stream.
package struct EventStream: Sendable {
  private var tests: [String: TestResult] = [:]
  private var order: [String] = []
  private var starts: [String: Double] = [:]
  private var known: [String: EventRecord.Payload] = [:]
  /// Of these lines there are most, and they tell of no whole test.
  private static let caseEvent = Array(#""kind":"testCase"#.utf8)

  /// Reads a stream; of one that breaks off, all that is whole.
  package init(_ bytes: [UInt8]) {
    for line in bytes.split(separator: UInt8(ascii: "\n")) where line.firstRange(of: Self.caseEvent) == nil {
      if let record = EventRecord(line: line) { read(record) }
    }
  }

  /// The tests that began or were skipped.
  package var results: [TestResult] { order.compactMap { tests[$0] } }

  private mutating func read(_ record: EventRecord) {
    let payload = record.payload
    if record.kind == "test" {
      if payload.kind == "function", let id = payload.id { known[id] = payload }
      return
    }
    guard record.kind == "event" else { return }
    // An issue may belong to a suite, as where its trait fails, or to none, as where a task goes on after its test.
    guard let id = payload.testID, let test = known[id] else {
      if payload.kind == "issueRecorded" { outside(payload) }
      return
    }
    switch payload.kind {
    case "testStarted":
      begin(id, test)
      starts[id] = payload.instant?.absolute
    case "issueRecorded":
      if tests[id] == nil { begin(id, test) }
      if let issue = Self.issue(payload) { tests[id]?.issues.append(issue) }
    case "testSkipped":
      if tests[id] == nil { begin(id, test) }
      tests[id]?.outcome = .skipped(reason: Self.reason(payload))
    case "testEnded": end(id, payload)
    default: break
    }
  }

  private mutating func begin(_ id: String, _ test: EventRecord.Payload) {
    if tests[id] == nil { order.append(id) }
    // The place at the identifier's end, such as `File.swift:10:4`, stands in the location.
    let name = id.lastIndex(of: "/").map { String(id[..<$0]) } ?? id
    tests[id] = TestResult(
      TestResult.Identifier(.swiftTesting, name), displayName: test.displayName, at: test.sourceLocation?.place)
  }

  private mutating func end(_ id: String, _ payload: EventRecord.Payload) {
    guard let test = tests[id] else { return }
    // The library's own judgement first: it knows of test cases that were cancelled.
    let outcome: TestResult.Outcome =
      switch payload.messages?.first?.symbol {
      case "fail": .failed
      case "skip": .skipped(reason: Self.reason(payload))
      default: test.failures.isEmpty ? .passed : .failed
      }
    tests[id]?.outcome = outcome
    if let start = starts[id], let end = payload.instant?.absolute { tests[id]?.seconds = max(0, end - start) }
  }

  /// What went wrong outside of any test function counts as a failed test of its own, named after where it belongs.
  private mutating func outside(_ payload: EventRecord.Payload) {
    guard let issue = Self.issue(payload), issue.kind == .failure else { return }
    let id = payload.testID ?? "(outside of a test)"
    if tests[id] == nil {
      order.append(id)
      tests[id] = TestResult(TestResult.Identifier(.swiftTesting, id), at: issue.place, outcome: .failed)
    }
    tests[id]?.issues.append(issue)
  }

  private static func issue(_ payload: EventRecord.Payload) -> TestIssue? {
    guard let issue = payload.issue else { return nil }
    let texts = (payload.messages ?? []).map(\.text)
    return TestIssue(texts.joined(separator: "\n"), at: issue.sourceLocation?.place, kind: issue.kind)
  }

  /// What stands in quotes at the end: `Test f() skipped: "not today"`.
  private static func reason(_ payload: EventRecord.Payload) -> String? {
    guard let text = payload.messages?.first?.text, text.hasSuffix("\""),
      let start = text.firstRange(of: ": \"")?.upperBound, start < text.endIndex
    else { return nil }
    return String(text[start...].dropLast())
  }
}

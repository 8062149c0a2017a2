import TestReports
import Testing

@Suite("Swift Testing's event stream")
struct EventStreamTests {
  private func results(_ file: String) throws -> [String: TestResult] {
    let results = EventStream(try Captured.bytes(file)).results
    return Dictionary(uniqueKeysWithValues: results.map { ($0.identifier.name, $0) })
  }

  private let orders = "/package/Tests/SampleTests/OrderTests.swift"

  @Test("tells what came of each test function", arguments: ["events.jsonl", "events-version-0.jsonl"])
  func outcomes(file: String) throws {
    let results = try results(file)
    #expect(
      results.mapValues(\.outcome) == [
        "SampleTests.OrderTests/isPlaced()": .passed,
        "SampleTests.OrderTests/isPaid()": .failed,
        "SampleTests.OrderTests/isThrown()": .failed,
        "SampleTests.OrderTests/isShipped()": .skipped(reason: "not today"),
        "SampleTests.OrderTests/isKnownToFail()": .passed,
        "SampleTests.OrderTests/isNumbered(number:)": .failed,
        "SampleTests.OrderTests/named()": .passed,
        "SampleTests.OrderTests/isWarned()": .passed,
        "SampleTests.OrderTests/isCancelled()": .skipped(reason: "changed my mind"),
        "SampleTests.OrderTests/Inner/isNested()": .failed,
        "SampleTests.free()": .passed,
        "SampleTests.SuiteThatFails": .failed,
      ])
  }

  @Test("has the whole message of an issue, at its place")
  func issue() throws {
    let test = try #require(try results("events.jsonl")["SampleTests.OrderTests/isPaid()"])
    #expect(
      test.issues == [
        TestIssue(
          "Expectation failed: (1 + 1 → 2) == 3\nthe sum, of what: 100% is\ndue",
          at: SourcePlace(file: orders, line: 7, column: 25))
      ])
    #expect(test.place == SourcePlace(file: orders, line: 7, column: 4))
    #expect(try #require(test.seconds) > 0)
  }

  @Test("tells known issues and warnings from failures")
  func kinds() throws {
    let results = try results("events.jsonl")
    #expect(results["SampleTests.OrderTests/isKnownToFail()"]?.issues.map(\.kind) == [.known])
    #expect(results["SampleTests.OrderTests/isWarned()"]?.issues.map(\.kind) == [.warning])
    #expect(results["SampleTests.OrderTests/isThrown()"]?.issues.map(\.kind) == [.failure])
  }

  @Test("names module, suite and function of a test")
  func names() throws {
    let results = try results("events.jsonl")
    let nested = try #require(results["SampleTests.OrderTests/Inner/isNested()"])
    #expect(nested.module == "SampleTests")
    #expect(nested.suite == "OrderTests.Inner")
    #expect(nested.function == "isNested()")
    let free = try #require(results["SampleTests.free()"])
    #expect(free.module == "SampleTests")
    #expect(free.suite == nil)
    #expect(free.function == "free()")
    #expect(results["SampleTests.OrderTests/named()"]?.displayName == "has a name of its own")
  }

  @Test("has what fails around tests under the suite's name")
  func suite() throws {
    let suite = try #require(try results("events.jsonl")["SampleTests.SuiteThatFails"])
    #expect(suite.failures.map(\.headline) == ["Caught error: Refused()"])
    #expect(suite.place?.line == 17)
  }

  @Test("of a process that died has the test that it died in as not ended")
  func crash() throws {
    let results = try results("events-of-a-crash.jsonl")
    #expect(results["SampleTests.CrashTests/comesBefore()"]?.outcome == .passed)
    #expect(results["SampleTests.CrashTests/crashes()"]?.outcome == .unfinished)
  }

  @Test("is read as far as it is whole, wherever it breaks off")
  func cut() throws {
    let bytes = try Captured.bytes("events.jsonl")
    let whole = EventStream(bytes).results.map(\.identifier)
    for length in stride(from: 0, to: bytes.count, by: 997) {
      let part = EventStream(Array(bytes[..<length])).results.map(\.identifier)
      #expect(part.elementsEqual(whole.prefix(part.count)))
    }
  }

  @Test("with lines of something else gives nothing of them")
  func foreign() {
    #expect(
      EventStream(Array("[]\n{}\nhello\n{\"kind\":\"event\",\"payload\":{\"kind\":\"new\"}}\n".utf8)).results.isEmpty)
  }
}

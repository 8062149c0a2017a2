import TestReports
import Testing

@Suite("XCTest's printed lines")
struct XCTestOutputTests {
  private let file = "/package/Tests/SampleTests/LegacyTests.swift"

  private func results(_ bytes: [UInt8]) -> [String: TestResult] {
    Dictionary(uniqueKeysWithValues: XCTestOutput(bytes).results.map { ($0.identifier.name, $0) })
  }

  @Test("tell what came of each test")
  func outcomes() throws {
    #expect(
      results(try Captured.bytes("xctest.txt")).mapValues(\.outcome) == [
        "LegacyCrashTests.testBefore": .passed,
        "LegacyCrashTests.testCrashes": .passed,
        "LegacyTests.testAsync": .passed,
        "LegacyTests.testFails": .failed,
        "LegacyTests.testIsSkipped": .skipped(reason: "no network"),
        "LegacyTests.testPasses": .passed,
        "LegacyTests.testThrows": .failed,
      ])
  }

  @Test("have each failure with its place, where there is one")
  func failures() throws {
    let results = results(try Captured.bytes("xctest.txt"))
    let place = SourcePlace(file: file, line: 8)
    #expect(
      results["LegacyTests.testFails"]?.issues == [
        TestIssue(#"XCTAssertEqual failed: ("1") is not equal to ("2") - one is not two"#, at: place),
        TestIssue("XCTAssertTrue failed", at: place),
      ])
    #expect(results["LegacyTests.testThrows"]?.issues == [TestIssue(#"threw error "Wrong()""#, at: nil)])
    #expect(results["LegacyTests.testFails"]?.suite == "LegacyTests")
    #expect(results["LegacyTests.testFails"]?.function == "testFails")
  }

  @Test("may come from a terminal")
  func terminal() throws {
    let bytes = try Captured.bytes("xctest.txt")
    let terminal = bytes.flatMap { $0 == 10 ? [13, 10] : [$0] }
    #expect(XCTestOutput(terminal).results == XCTestOutput(bytes).results)
  }

  @Test("of a process that died have the test that it died in as not ended")
  func crash() throws {
    let results = results(try Captured.bytes("xctest-of-a-crash.txt"))
    #expect(results["LegacyCrashTests.testBefore"]?.outcome == .passed)
    #expect(results["LegacyCrashTests.testCrashes"]?.outcome == .unfinished)
  }

  @Test("are not mistaken for lines that a test prints")
  func printed() {
    let text = """
      Test Case 'A.testB' started at 2026-11-28 18:10:11.760
      /x/y.swift:1: error: A.testOther : said of another
      Test Case 'A.testNever' failed (0.1 seconds)
      Test Case of mine
      /x/y.swift:x: error: A.testB : no line
      Test Case 'A.testB' passed (0.25 seconds)

      """
    let results = results(Array(text.utf8))
    #expect(results.keys.sorted() == ["A.testB"])
    #expect(results["A.testB"]?.outcome == .passed)
    #expect(results["A.testB"]?.issues == [])
    #expect(results["A.testB"]?.seconds == 0.25)
  }

  @Test("are read as macOS has them")
  func mac() {
    let text = """
      Test Case '-[SampleTests.LegacyTests testFails]' started.
      /p/L.swift:8: error: -[SampleTests.LegacyTests testFails] : XCTAssertTrue failed
      Test Case '-[SampleTests.LegacyTests testFails]' failed (0.001 seconds).

      """
    let test = XCTestOutput(Array(text.utf8)).results.first
    #expect(test?.outcome == .failed)
    #expect(test?.issues == [TestIssue("XCTAssertTrue failed", at: SourcePlace(file: "/p/L.swift", line: 8))])
  }
}

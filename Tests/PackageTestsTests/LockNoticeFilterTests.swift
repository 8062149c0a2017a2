import PackageTests
import Testing

@Suite("SwiftPM's notice of a passed lock")
struct LockNoticeFilterTests {
  /// Source: what SwiftPM 6.3 prints.
  private static let notice =
    "Another instance of SwiftPM (PID: 4711) is already running using '/a b/.build', "
    + "but this will be ignored since `--ignore-lock` has been passed"

  private func filtered(_ text: String, pieces length: Int = .max) -> (passed: String, rest: String) {
    let filter = LockNoticeFilter()
    let bytes = Array(text.utf8)
    var passed: [UInt8] = []
    var start = 0
    while start < bytes.count {
      let end = length > bytes.count - start ? bytes.count : start + length
      passed += filter.filter(Array(bytes[start..<end]))
      start = end
    }
    return (String(decoding: passed, as: UTF8.self), String(decoding: filter.rest(), as: UTF8.self))
  }

  @Test(
    "is taken out from in front of the first line, wherever the pieces end",
    arguments: [1, 2, 7, 24, 100, .max])
  func whole(length: Int) {
    let result = filtered(Self.notice + "Building for debugging…\nTest ü\n", pieces: length)
    #expect(result.passed == "Building for debugging…\nTest ü\n")
    #expect(result.rest == "")
  }

  @Test("is taken out with the line end that comes along with it", arguments: ["\n", "\r\n"])
  func lineEnd(end: String) {
    #expect(filtered(Self.notice + end + "first\n").passed == "first\n")
  }

  @Test("is all that there was")
  func alone() {
    let result = filtered(Self.notice)
    #expect(result.passed == "")
    #expect(result.rest == "")
  }

  @Test(
    "takes nothing along where it is absent",
    arguments: ["", "A", "Another instance\nof", "Test\n", "\n\n", "\0\u{1B}[1m"],
    [1, .max])
  func absent(text: String, length: Int) {
    let result = filtered(text, pieces: length)
    #expect(result.passed + result.rest == text)
  }

  @Test("that breaks off is passed on at the end", arguments: [1, 23, 24, 60])
  func partial(count: Int) {
    let text = String(Self.notice.prefix(count))
    let result = filtered(text, pieces: 1)
    #expect(result.passed == "")
    #expect(result.rest == text)
  }

  @Test("is passed on where it comes later, or again")
  func later() {
    #expect(filtered("x\n" + Self.notice).passed == "x\n" + Self.notice)
    #expect(filtered(Self.notice + Self.notice, pieces: 5).passed == Self.notice)
  }

  @Test("that has no end holds nothing back for long")
  func endless() {
    let text = "Another instance of SwiftPM" + String(repeating: "x", count: 10000)
    let result = filtered(text, pieces: 100)
    #expect(result.passed == text)
  }
}

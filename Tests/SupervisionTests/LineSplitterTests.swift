import Supervision
import Testing

@Suite("Cutting into lines")
struct LineSplitterTests {
  private func split(_ pieces: [[UInt8]]) -> (lines: [String], rest: String) {
    let splitter = LineSplitter()
    let lines = pieces.flatMap { piece in piece.withUnsafeBytes { splitter.lines(afterReading: $0) } }
    return (
      lines.map { String(decoding: $0, as: UTF8.self) }, String(decoding: splitter.rest(), as: UTF8.self)
    )
  }

  @Test("gives the same lines wherever the pieces end", arguments: 1...24)
  func pieces(length: Int) {
    let text = Array("first\n\nthird ü€😀\r\nfourth\n\n\nlast".utf8)
    let pieces = stride(from: 0, to: text.count, by: length).map {
      Array(text[$0..<min($0 + length, text.count)])
    }
    let result = split(pieces)
    #expect(result.lines == ["first", "", "third ü€😀\r", "fourth", "", ""])
    #expect(result.rest == "last")
  }

  @Test("has no rest after a line end, and none twice")
  func rest() {
    #expect(split([Array("a\n".utf8)]).rest == "")
    let splitter = LineSplitter()
    Array("a\nb".utf8).withUnsafeBytes { #expect(splitter.lines(afterReading: $0) == [[97]]) }
    #expect(splitter.rest() == [98])
    #expect(splitter.rest() == [])
  }

  @Test("gives nothing for nothing")
  func nothing() {
    let result = split([[], []])
    #expect(result.lines == [])
    #expect(result.rest == "")
  }

  @Test("keeps bytes that are no text")
  func binary() {
    let splitter = LineSplitter()
    let lines = [UInt8]([0, 255, 10, 128]).withUnsafeBytes { splitter.lines(afterReading: $0) }
    #expect(lines == [[0, 255]])
    #expect(splitter.rest() == [128])
  }

  @Test(
    "takes a line of 20 MB in small pieces, in time that grows with its length only", .timeLimit(.minutes(5)))
  func longLine() {
    let piece = [UInt8](repeating: 97, count: 4096)
    let splitter = LineSplitter()
    for _ in 0..<5000 { piece.withUnsafeBytes { #expect(splitter.lines(afterReading: $0).isEmpty) } }
    let lines = [UInt8]([10, 98]).withUnsafeBytes { splitter.lines(afterReading: $0) }
    #expect(lines.map(\.count) == [5000 * 4096])
    #expect(splitter.rest() == [98])
  }
}

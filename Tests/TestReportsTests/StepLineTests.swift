import TestReports
import Testing

@Suite("The line of a step")
struct StepLineTests {
  private let text = "database dbt_consumer_60f1a2c4_0: 7 migrations, 1 seed, unchanged since an earlier run"

  @Test("has its time in the same column, whatever the text is")
  func column() {
    for columns in [nil, 80, 120, 500] {
      for (text, time) in [("tests built", "0.10 s"), ("PostgreSQL 15.18, embedded", "112.25 s")] {
        let line = StepLine(text, time: time, columns: columns)
        #expect(line.lines == [text])
        #expect(text.count + line.padding.count + time.count == 70)
      }
    }
  }

  @Test("stays one line where nobody sits at a terminal")
  func pipe() {
    let line = StepLine(text, time: "0.10 s", columns: nil)
    #expect(line.lines == [text])
    #expect(line.padding == " ")
  }

  @Test(
    "goes on in a second one where a terminal has no room, broken between words", arguments: [20, 40, 60, 80, 89, 90])
  func narrow(columns: Int) throws {
    let line = StepLine(text, time: "0.10 s", columns: columns)
    #expect(line.lines.count > 1)
    #expect(line.lines.joined(separator: " ") == text)
    let last = try #require(line.lines.last).count + line.padding.count + "0.10 s".count
    // Four columns are before each line, and the last one of the terminal stays free, unless a word has no room at all.
    for width in line.lines.filter({ $0.contains(" ") }).map(\.count) + [last] { #expect(width + 4 < max(columns, 36)) }
  }

  @Test("needs no second one in a terminal that has just the room for it")
  func justWide() {
    #expect(StepLine(text, time: "0.10 s", columns: text.count + 12).lines == [text])
    #expect(StepLine(text, time: "0.10 s", columns: text.count + 11).lines.count == 2)
  }

  @Test("has no column for a time that there is none of")
  func noTime() {
    #expect(StepLine("one two", time: "", columns: 9).lines == ["one", "two"])
    #expect(StepLine("one two", time: "", columns: 12).lines == ["one two"])
  }
}

import Foundation
import SQLMigrations
import Testing

@Suite("An SQL file")
struct SQLScriptTests {
  private func script(_ text: String) -> SQLScript { SQLScript(file: "a.sql", text: text) }

  private func excerpt(_ text: String, _ position: Int) throws -> String {
    let script = script(text)
    return try script.excerpt(at: #require(script.location(ofCharacter: position)))
  }

  @Test("goes to the server without its byte order mark, line ends as they are")
  func byteOrderMark() throws {
    let scratch = try ScratchFolder()
    try scratch.write(Data([0xEF, 0xBB, 0xBF]) + Data("SELECT 1;\r\n".utf8), to: "Migrations/1.sql")
    let up = try #require(MigrationFolder(in: scratch.directory).read().migrations.first).up
    #expect(Array(up.text.utf8) == Array("SELECT 1;\r\n".utf8))
    #expect(up.normalizedContent == Array("SELECT 1;\n".utf8))
  }

  @Test("has one line end for CR LF and keeps other carriage returns, for its fingerprint")
  func normalized() {
    #expect(script("a\r\n\r\r\nb\r").normalizedContent == Array("a\n\r\nb\r".utf8))
  }

  @Test(
    "finds the line and column of a character, whatever the line ends are",
    arguments: [
      ("abc\ndef", 6, 2, 2), ("abc\r\ndef", 7, 2, 2), ("é😀x", 3, 1, 3), ("", 1, 1, 1), ("ab\n", 4, 2, 1),
    ])
  func location(text: String, position: Int, line: Int, column: Int) throws {
    let location = try #require(script(text).location(ofCharacter: position))
    #expect(location.line == line)
    #expect(location.column == column)
  }

  @Test("has no place for a position outside of it", arguments: [-1, 0, 5])
  func noLocation(position: Int) {
    #expect(script("abc").location(ofCharacter: position) == nil)
  }

  @Test("shows a caret under the column")
  func caret() throws {
    #expect(try excerpt("one\nSELECT x\nthree", 12) == "SELECT x\n       ^")
    #expect(try excerpt("one\r\nSELECT x\r\nthree", 13) == "SELECT x\n       ^")
    #expect(try excerpt("one\n", 5) == "\n^")
  }

  @Test("shows the caret in its place after tabs, wide characters and combining marks")
  func caretAfterOddCharacters() throws {
    #expect(try excerpt("\t a b", 5) == "\t a b\n\t   ^")
    #expect(try excerpt("日本x", 3) == "日本x\n    ^")
    #expect(try excerpt("e\u{301}x", 3) == "e\u{301}x\n ^")
  }

  @Test("shows the part around the caret of a very long line")
  func longLine() throws {
    func many(_ letter: String, _ count: Int) -> String { String(repeating: letter, count: count) }
    let lines = try excerpt(many("a", 1000) + "X" + many("b", 1000), 1001).split(separator: "\n")
    #expect(lines[0] == "…" + many("a", 80) + "X" + many("b", 79) + "…")
    #expect(lines[1] == many(" ", 81) + "^")
  }

  @Test(
    "is taken out of its transaction by a directive above the first statement",
    arguments: [
      ("-- no-transaction\nVACUUM;", false), ("\n-- Why.\r\n--no-transaction because\r\nVACUUM;", false),
      ("-- no-transaction", false), ("VACUUM;\n-- no-transaction", true), ("-- no-transactions\n", true),
      ("-- there is no-transaction here\n", true), ("", true), ("'-- no-transaction'", true),
    ])
  func directive(text: String, runsInTransaction: Bool) {
    #expect(script(text).runsInTransaction == runsInTransaction)
  }
}

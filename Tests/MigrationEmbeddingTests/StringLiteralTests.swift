import Testing

@testable import MigrationEmbedding

/// That the compiler makes of them what they were made of, the integration tests see.
@Suite("A text as a Swift literal")
struct StringLiteralTests {
  @Test(
    "stands in quotes",
    arguments: [
      ("1_a", #""1_a""#), ("", #""""#), (#"a"b\c"#, #""a\"b\\c""#), ("a\r\n\tb", #""a\u{d}\u{a}\u{9}b""#),
      (#"\(x)"#, #""\\(x)""#),
    ])
  func inline(text: String, literal: String) {
    #expect(StringLiteral(text).inline == literal)
  }

  @Test(
    "of several lines can be read",
    arguments: [
      ("", ""), ("SELECT 1;\n", "SELECT 1;\n"), (#"SELECT "a", '\n'"#, #"SELECT "a", '\\n'"#),
      (#"""" """"#, #""\"\" "\"\""#), ("a\r\n\tb ", "a\\u{d}\n\tb "), ("é 中 👧", "é 中 👧"),
    ])
  func multiline(text: String, lines: String) {
    #expect(StringLiteral(text).multiline == "\"\"\"\n\(lines)\n\"\"\"")
  }

  @Test("shows what can't be seen", arguments: ["\u{202E}", "\u{2028}", "\u{FEFF}", "\u{85}", "\u{200B}", "\u{E000}"])
  func invisible(text: String) throws {
    let scalar = try #require(text.unicodeScalars.first)
    #expect(StringLiteral(text).inline == "\"\\u{\(String(scalar.value, radix: 16))}\"")
  }
}

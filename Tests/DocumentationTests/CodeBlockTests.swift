import Testing

/// The code that people are told to copy.
@Suite struct CodeBlockTests {
  @Test("each block of code in DBTesting's articles stands in an example, whose tests are run")
  func articles() throws {
    let blocks = try Document.all(in: "Sources/DBTesting/DBTesting.docc", endings: [".md"])
      .flatMap(CodeBlock.all(in:))
    let examples = try Dictionary(grouping: Document.all(in: "Examples", endings: Array(Self.endings.values))) {
      document in Self.endings.first { document.path.hasSuffix($0.value) }?.key ?? ""
    }
    let code = blocks.filter { Self.endings.keys.contains($0.language) }
    #expect(!code.isEmpty)
    for block in code {
      #expect(
        examples[block.language]?.contains { block.stands(in: $0.text) } == true,
        "\(block.testDescription) stands in no file of Examples: \(block.lines.joined(separator: "\n"))")
    }
  }

  @Test("each block in them has a language; what is only shown is text")
  func languages() throws {
    for article in try Document.all(in: "Sources/DBTesting/DBTesting.docc", endings: [".md"]) {
      for block in CodeBlock.all(in: article) {
        #expect(Set(Self.endings.keys).union(["sh", "text"]).contains(block.language), "\(block.testDescription)")
      }
    }
  }

  /// The languages whose blocks are looked for, and how their files end.
  private static let endings = ["swift": ".swift", "sql": ".sql", "json5": ".json"]
}

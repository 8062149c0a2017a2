import Foundation
import Testing

@testable import DBTesting
@testable import ToolConfiguration

/// The code that people are told to copy.
@Suite struct CodeBlockTests {
  @Test("each block of code in DBTesting's articles stands in an example, whose tests are run")
  func articles() throws {
    let blocks = try Document.all(in: "Sources/DBTesting/DBTesting.docc", endings: [".md"])
      .flatMap(CodeBlock.all(in:))
    try expectAllInExamples(blocks.filter { Self.endings.keys.contains($0.language) })
  }

  @Test("so does each block of Swift in the README, which has nothing to be filled in")
  func readme() throws {
    // What is in a manifest or generated stands in the fixture of the integration tests.
    let blocks = try readmeBlocks("swift").filter { block in
      !block.lines.joined().contains("…") && block.lines.contains { $0.contains("import ") }
    }
    try expectAllInExamples(blocks)
  }

  @Test("what the README puts into a manifest, and what it says is generated, is what a package does that is built")
  func embedding() throws {
    let fixture = try Document.all(in: "IntegrationTests/Fixtures/Embedding", endings: [".swift"]).map(\.text).joined()
    let text = try readmeBlocks("swift").flatMap(\.lines).joined(separator: "\n")
    for code in [
      #"plugins: [.plugin(name: "MigrationsBuildTool", package: "swift-db-test")]"#, "Migrations.all",
      "Migrations.latest", "Migrations.fingerprint",
    ] {
      #expect(text.contains(code))
      #expect(fixture.contains(code))
    }
  }

  @Test("each configuration in the README is one")
  func configurations() throws {
    let blocks = try readmeBlocks("json5")
    #expect(!blocks.isEmpty)
    for block in blocks {
      #expect(throws: Never.self, "\(block.testDescription)") {
        try Configuration(parsing: block.lines.joined(separator: "\n"))
      }
    }
  }

  @Test(
    "each statement in the README stands in an example, or can be run",
    .enabled(if: ProcessInfo.processInfo.environment["POSTGRES_DSN"] != nil, "db-test runs it"))
  func statements() async throws {
    let blocks = try readmeBlocks("sql")
    #expect(!blocks.isEmpty)
    let examples = try Document.all(in: "Examples", endings: [".sql"])
    for block in blocks where !examples.contains(where: { block.stands(in: $0.text) }) {
      let statement = block.lines.joined(separator: "\n")
      try await withTestDatabase { database in
        let latest = try await database.query("SELECT version FROM swift_db_test.migrations LIMIT 1").value
        #expect(try await database.query(statement, latest).value == "t", "\(block.testDescription)")
      }
    }
  }

  private func readmeBlocks(_ language: String) throws -> [CodeBlock] {
    try CodeBlock.all(in: Document("README.md")).filter { $0.language == language }
  }

  private func expectAllInExamples(_ blocks: [CodeBlock]) throws {
    let examples = try Dictionary(grouping: Document.all(in: "Examples", endings: Array(Self.endings.values))) {
      document in Self.endings.first { document.path.hasSuffix($0.value) }?.key ?? ""
    }
    #expect(!blocks.isEmpty)
    for block in blocks {
      #expect(
        examples[block.language]?.contains { block.stands(in: $0.text) } == true,
        "\(block.testDescription) stands in no file of Examples: \(block.lines.joined(separator: "\n"))")
    }
  }

  @Test("what the articles show of a warning is what it says")
  func warning() throws {
    let shown = try Document.all(in: "Sources/DBTesting/DBTesting.docc", endings: [".md"])
      .flatMap(CodeBlock.all(in:)).filter { $0.language == "text" }
    #expect(shown.map { $0.lines.joined(separator: "\n") } == [LeaseWarning.leak(["SELECT count(*) FROM product"])])
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

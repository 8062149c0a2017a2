import MigrationEmbedding
import SQLMigrations
import Testing

@Suite("The source of embedded migrations")
struct EmbeddedSourceTests {
  private func source(_ files: [String: String]) throws -> EmbeddedSource {
    let migrations = try MigrationsInScratch(files)
    return EmbeddedSource(try migrations.folder().read())
  }

  @Test("has each migration with its id, its name, its up and its down")
  func migrations() throws {
    let text = try source(["0001_a.sql": "SELECT 1;\n", "0002_b.up.sql": "SELECT 2;", "0002_b.down.sql": "-- \\"]).text
    let expected = #"""
        static let all: [Migration] = [
          Migration(
            id: "1",
            name: "0001_a",
            up: """
      SELECT 1;

      """,
            down: nil),
          Migration(
            id: "2",
            name: "0002_b",
            up: """
      SELECT 2;
      """,
            down: """
      -- \\
      """),
        ]

      """#
    #expect(text.contains(expected), "\(text)")
    #expect(text.contains(#"static let latest: String = "2""#))
  }

  @Test("has the fingerprint that other programs compute")
  func fingerprint() throws {
    let source = try source(["0001_a.sql": "SELECT 1;\r\n", "0002_b.up.sql": "SELECT 2;", "0002_b.down.sql": "x"])
    // Made with Python's hashlib, as the source's comment says.
    let expected = "6bc95e5b43e858fb887a54c608c4a755330a4563e6d111bc113bb5bebccc5ffe"
    #expect(source.fingerprint.description == expected)
    #expect(source.text.contains("static let fingerprint: String = \"\(expected)\""))
  }

  @Test("is the same for the same migrations")
  func deterministic() throws {
    let files = ["1_a.sql": "a", "2_b.sql": "b", "10_c.sql": "c"]
    #expect(try source(files).text == source(files).text)
  }

  @Test("tells where it comes from, relative to the package")
  func origin() throws {
    #expect(
      try source(["1_a.sql": "a"]).text.hasPrefix("// Made by MigrationsBuildTool of swift-db-test from \"Migrations\"")
    )
  }
}

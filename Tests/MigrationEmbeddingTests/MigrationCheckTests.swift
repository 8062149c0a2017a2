import SQLMigrations
import Testing

@testable import MigrationEmbedding

@Suite("Checking a folder")
struct MigrationCheckTests {
  @Test("finds nothing where there is nothing")
  func nothing() throws {
    let migrations = try MigrationsInScratch(["1_a.sql": "SELECT 1;", "2_b.sql": "SELECT 2;"])
    let check = MigrationCheck(migrations.folder())
    #expect(check.diagnostics.isEmpty)
    #expect(check.plan?.migrations.map(\.name) == ["1_a", "2_b"])
  }

  @Test("names a version that two files have by their full paths, as compilers do")
  func duplicate() throws {
    let migrations = try MigrationsInScratch(["1_a.sql": "", "1_b.sql": ""])
    let check = MigrationCheck(migrations.folder())
    #expect(check.hasErrors && check.plan == nil)
    let text = check.diagnostics.map(\.description).joined()
    #expect(text.hasPrefix(migrations.path("1_b.sql") + ":1:1: error: version 1 is also that of"), "\(text)")
  }

  @Test("finds what is wrong in other files at the same time")
  func all() throws {
    let migrations = try MigrationsInScratch([
      "1_a.sql": "SELECT\n  'open", "1_b.sql": "SELECT 1;", "2_c.sql": "SELECT 1 \\gset",
    ])
    let found = MigrationCheck(migrations.folder()).diagnostics
    #expect(found.map(\.file) == ["1_b.sql", "1_a.sql", "2_c.sql"].map(migrations.path))
    #expect(found.map(\.place?.line) == [1, 2, 1])
    #expect(found.map(\.place?.column) == [1, 3, 10])
    #expect(found.allSatisfy { $0.severity == .error })
  }

  @Test("warns of what psql and db-test understand, and a server does not")
  func psqlOnly() throws {
    let migrations = try MigrationsInScratch([
      "1_a.sql": "CREATE TABLE a (n int);\nCOPY a FROM stdin;\n1\n\\.\n", "2_b.sql": "\\echo b\nSELECT 1;",
    ])
    let check = MigrationCheck(migrations.folder())
    #expect(!check.hasErrors && check.plan != nil)
    #expect(check.diagnostics.map(\.severity) == [.warning, .warning])
    #expect(check.diagnostics.map(\.place?.line) == [2, 1])
  }

  @Test("finds errors in downs as well")
  func down() throws {
    let migrations = try MigrationsInScratch(["1_a.sql": "SELECT 1;", "1_a.down.sql": "SELECT 'open"])
    let check = MigrationCheck(migrations.folder())
    #expect(check.hasErrors)
    #expect(check.diagnostics.map(\.file) == [migrations.path("1_a.down.sql")])
  }

  @Test("warns of a missing down where there is another one")
  func missingDown() throws {
    let migrations = try MigrationsInScratch(["1_a.sql": "", "2_b.sql": "", "2_b.down.sql": ""])
    let check = MigrationCheck(migrations.folder())
    #expect(!check.hasErrors && check.plan != nil)
    #expect(
      check.diagnostics.map(\.description) == [
        migrations.path("1_a.sql") + ":1:1: warning: '1_a' can't be taken back: it has no down, as '2_b' has"
      ])
  }

  @Test("says where it looked for a folder that is not there or has no migrations", arguments: ["Migrations", "Other"])
  func noMigrations(name: String) throws {
    let migrations = try MigrationsInScratch([:])
    let check = MigrationCheck(migrations.folder(name))
    let path = migrations.folder(name).path
    #expect(check.hasErrors)
    let text = check.diagnostics.map(\.description).joined()
    #expect(text.hasPrefix("\(path): error: no "), "\(text)")
    #expect(text.hasSuffix("write the first migration as '\(path)/0001_name.sql'"), "\(text)")
  }

  @Test("says in one line what it has to say")
  func oneLine() {
    let diagnostic = Diagnostic(severity: .error, file: "/a", place: nil, message: "one\ntwo\r\nthree")
    #expect(diagnostic.description == "/a: error: one two three")
  }
}

import SQLMigrations
import Testing

@Suite("Drizzle's folders")
struct DrizzleTests {
  private func journal(_ tags: String..., dialect: String = "postgresql") -> [String: String] {
    let entries = tags.map { "{ \"idx\": 0, \"when\": 1700000000000, \"tag\": \"\($0)\", \"breakpoints\": true }" }
    return [
      "meta/_journal.json":
        "{\n \"version\": \"7\",\n \"dialect\": \"\(dialect)\",\n \"entries\": [\(entries.joined(separator: ",\n"))]\n}"
    ]
  }

  @Test("are read in the journal's order; what it doesn't have is left alone")
  func order() throws {
    let files = [
      "0000_z.sql": "CREATE TABLE z ();\n--> statement-breakpoint\nCREATE TABLE y ();", "0001_a.sql": "a", "x.sql": "x",
    ]
    let migrations = try Reading.migrations(files.merging(journal("0001_a", "0000_z")) { $1 })
    #expect(migrations.map(\.name) == ["0001_a", "0000_z"])
    #expect(Array(migrations[1].up.statements).count == 2)
  }

  @Test("may have a folder for each migration")
  func folders() throws {
    let migrations = try Reading.migrations([
      "20240201_b/migration.sql": "b", "20240201_b/snapshot.json": "{}", "20240131_a/migration.sql": "a",
      "20240131_a/snapshot.json": "{}",
    ])
    #expect(migrations.map(\.name) == ["20240131_a", "20240201_b"])
  }

  @Test("are refused where they are for another database, or a file is missing")
  func refused() throws {
    let other = try Reading.error(["0000_a.sql": ""].merging(journal("0000_a", dialect: "sqlite")) { $1 })
    #expect(other.description.hasPrefix("Migrations/meta/_journal.json: error: these migrations are for 'sqlite'"))
    let missing = try Reading.error(journal("0000_a"))
    #expect(
      missing.description.hasPrefix("Migrations/0000_a.sql: error: is missing, and Migrations/meta/_journal.json"))
  }
}

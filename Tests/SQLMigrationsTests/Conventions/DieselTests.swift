import SQLMigrations
import Testing

@Suite("Diesel's folders")
struct DieselTests {
  @Test("are read in the order of their versions without hyphens, byte by byte")
  func order() throws {
    let migrations = try Reading.migrations([
      "2024-01-31-120000_b/up.sql": "b up", "2024-01-31-120000_b/down.sql": "b down",
      "00000000000000_diesel_initial_setup/up.sql": "a", "3_c/up.sql": "c",
    ])
    #expect(migrations.map(\.name) == ["00000000000000_diesel_initial_setup", "2024-01-31-120000_b", "3_c"])
    #expect(migrations.map(\.version.text) == ["00000000000000", "20240131120000", "3"])
    #expect(migrations.map(\.down?.text) == [nil, "b down", nil])
    #expect(migrations[1].up.file == "Migrations/2024-01-31-120000_b/up.sql")
  }

  @Test("leave files, empty folders and hidden ones alone")
  func ignored() throws {
    let scratch = try ScratchFolder([
      "Migrations/2024-01-31_a/up.sql": "SELECT 1;", "Migrations/.keep/x": "", "Migrations/README.md": "",
    ])
    try scratch.makeFolder("Migrations/2024-02-01_b")
    #expect(try MigrationFolder(in: scratch.directory).read().migrations.map(\.name) == ["2024-01-31_a"])
  }

  @Test(
    "run without a transaction where metadata.toml says so, or says nothing: so Diesel reads it",
    arguments: [
      ("run_in_transaction = false", false), ("run_in_transaction = true # as ever", true), ("", false),
      ("# run_in_transaction = true", false),
    ])
  func metadata(text: String, runsInTransaction: Bool) throws {
    let migration = try Reading.migrations([
      "1_a/up.sql": "SELECT 1;", "1_a/down.sql": "", "1_a/metadata.toml": text,
    ])[0]
    #expect(migration.up.runsInTransaction == runsInTransaction)
    #expect(migration.down?.runsInTransaction == runsInTransaction)
  }

  @Test("are refused without up.sql, or with an empty one")
  func incomplete() throws {
    let files = ["2024-01-31_a/up.sql": "SELECT 1;"]
    let error = try Reading.error(files.merging(["2024-02-01_b/down.sql": ""]) { $1 })
    #expect(error.description.hasPrefix("Migrations/2024-02-01_b: error: has no up.sql"))
    let empty = try Reading.error(files.merging(["2024-02-01_b/up.sql": ""]) { $1 })
    #expect(empty.description.hasPrefix("Migrations/2024-02-01_b/up.sql: error: is empty"))
  }

  @Test("are refused where a version is there twice")
  func duplicates() throws {
    #expect(try Reading.error(["2024-01_a/up.sql": "1", "202401_b/up.sql": "1"]).code == .duplicateVersion)
  }
}

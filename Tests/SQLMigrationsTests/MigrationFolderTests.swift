import SQLMigrations
import Testing

@Suite("A folder of migrations")
struct MigrationFolderTests {
  private func names(_ files: String...) throws -> [String] {
    let scratch = try ScratchFolder(
      Dictionary(uniqueKeysWithValues: files.map { ("Migrations/\($0)", "SELECT 1;") }))
    return try MigrationFolder(in: scratch.directory).read().migrations.map(\.name)
  }

  @Test("is read in the order of its numbers, 9 before 10")
  func numericOrder() throws {
    #expect(try names("10_c.sql", "9_b.sql", "0008_a.sql") == ["0008_a", "9_b", "10_c"])
  }

  @Test("takes timestamps, and numbers with more digits than any integer has")
  func longNumbers() throws {
    let long = "9" + String(repeating: "0", count: 40)
    #expect(
      try names("\(long)_c.sql", "20240131120000_b.sql", "1_a.sql")
        == ["1_a", "20240131120000_b", "\(long)_c"])
  }

  @Test("pairs ups with downs; an up may be plain, and may have no down")
  func pairs() throws {
    let scratch = try ScratchFolder([
      "Migrations/0001_a.up.sql": "a up", "Migrations/0001_a.down.sql": "a down",
      "Migrations/0002_b.sql": "b up", "Migrations/0002_b.down.sql": "b down",
      "Migrations/0003_c.up.sql": "c up",
    ])
    let migrations = try MigrationFolder(in: scratch.directory).read().migrations
    #expect(migrations.map(\.up.text) == ["a up", "b up", "c up"])
    #expect(migrations.map(\.down?.text) == ["a down", "b down", nil])
    #expect(migrations.map(\.up.file).last == "Migrations/0003_c.up.sql")
    #expect(migrations.map(\.name) == ["0001_a", "0002_b", "0003_c"])
  }

  @Test("may be without names, with hyphens, and with capital extensions")
  func lenientNames() throws {
    #expect(
      try names("1.sql", "2-two.sql", "3_Three.SQL", "4_four.Up.Sql")
        == ["1", "2-two", "3_Three", "4_four"])
  }

  @Test("is read without hidden files, editors' backups, texts and folders")
  func ignored() throws {
    #expect(
      try names(
        "0001_a.sql", ".0002_b.sql", "0001_a.sql~", "#0001_a.sql#", "0001_a.sql.bak", ".0001_a.sql.swp",
        "README.md", "old.sql/0009_z.txt") == ["0001_a"])
  }

  @Test("is found through symbolic links, of folders and of files")
  func links() throws {
    let scratch = try ScratchFolder(["elsewhere/0001_a.sql": "a", "b.sql": "b"])
    try scratch.link("Migrations", to: "elsewhere")
    try scratch.link("elsewhere/0002_b.sql", to: "../b.sql")
    let migrations = try MigrationFolder(in: scratch.directory).read().migrations
    #expect(migrations.map(\.up.text) == ["a", "b"])
    #expect(migrations.map(\.up.file) == ["Migrations/0001_a.sql", "Migrations/0002_b.sql"])
  }

  @Test("may lie outside of the package, and is shown with its full path then")
  func outside() throws {
    let scratch = try ScratchFolder(["sql/0001_a.sql": "a"])
    let other = try ScratchFolder()
    let plan = try MigrationFolder(scratch.path("sql"), in: other.directory).read()
    #expect(plan.migrations.map(\.up.file) == [scratch.path("sql/0001_a.sql")])
    #expect(plan.folder == scratch.path("sql"))
  }
}

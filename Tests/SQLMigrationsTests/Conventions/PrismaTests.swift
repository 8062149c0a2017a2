import SQLMigrations
import Testing

@Suite("Prisma's folders")
struct PrismaTests {
  private let lock = ["migration_lock.toml": "# generated\nprovider = \"postgresql\"\n"]

  @Test("are read in the order of their names, with the way back where somebody wrote one")
  func order() throws {
    let files = ["20240201000000_b/migration.sql": "b", "20240131000000_a/migration.sql": "a"]
    let migrations = try Reading.migrations(
      files.merging(["20240131000000_a/down.sql": "back", "README.md": ""]) { $1 }.merging(lock) { $1 })
    #expect(migrations.map(\.name) == ["20240131000000_a", "20240201000000_b"])
    #expect(migrations.map(\.up.text) == ["a", "b"])
    #expect(migrations.map(\.down?.text) == ["back", nil])
    #expect(try Reading.migrations(files).map(\.name) == ["20240131000000_a", "20240201000000_b"])
  }

  @Test("have a transaction unless the only statement can't be in one")
  func transactions() throws {
    let migrations = try Reading.migrations([
      "1_a/migration.sql": "-- CreateIndex\nCREATE INDEX CONCURRENTLY i ON a (b);\n",
      "2_b/migration.sql": "SELECT 1;", "3_c/migration.sql": "VACUUM; VACUUM;",
    ])
    #expect(migrations.map(\.up.runsInTransaction) == [false, true, true])
  }

  @Test("are refused where they are for another database, or lack the file")
  func refused() throws {
    let files = ["1_a/migration.sql": ""]
    let error = try Reading.error(files.merging(["migration_lock.toml": "\nprovider = \"mysql\""]) { $1 })
    #expect(error.description.hasPrefix("Migrations/migration_lock.toml:2: error: these migrations are for 'mysql'"))
    let scratch = try ScratchFolder(["Migrations/1_a/migration.sql": ""])
    try scratch.makeFolder("Migrations/2_b")
    let missing = try #require(throws: MigrationFileError.self) {
      try MigrationFolder(in: scratch.directory).read()
    }
    #expect(missing.description.hasPrefix("Migrations/2_b: error: has no migration.sql"))
  }
}

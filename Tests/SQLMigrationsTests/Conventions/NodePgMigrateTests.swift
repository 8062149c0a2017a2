import SQLMigrations
import Testing

@Suite("node-pg-migrate's folders")
struct NodePgMigrateTests {
  private let both = "-- Up Migration\nCREATE TABLE a ();\n\n-- Down Migration\nDROP TABLE a;\n"

  @Test("are read in the order of their timestamps, in milliseconds or as dates, and known by their names")
  func order() throws {
    let migrations = try Reading.migrations([
      // 2024-01-31 00:00:00.000, and a millisecond before and after it.
      "20240131000000000_b.sql": both, "1706659199999_a.sql": both, "1706659200001_c.sql": both,
    ])
    #expect(migrations.map(\.name) == ["1706659199999_a", "20240131000000000_b", "1706659200001_c"])
    #expect(migrations.map(\.version.text) == migrations.map(\.name))
  }

  @Test("have the way up and the way back in one file, with any dashes, blanks and capitals, or in two")
  func sections() throws {
    let migrations = try Reading.migrations(
      [
        "1_a.sql": "  ---- up   migration\nSELECT 1;\n--down migrations\nSELECT 2;\n",
        "2_b.up.sql": "SELECT 3;", "2_b.down.sql": "SELECT 4;", "3_c.sql": "SELECT 5;",
      ], as: .nodePgMigrate)
    #expect(migrations.map(\.up.text) == ["\nSELECT 1;", "SELECT 3;", "SELECT 5;"])
    #expect(migrations.map(\.down?.text) == ["\n\n\nSELECT 2;", "SELECT 4;", nil])
  }

  @Test("are refused with migrations in code, and with a way back alone")
  func refused() throws {
    #expect(try Reading.error(["1_a.sql": both, "2_b.js": ""]).code == .unsupported)
    #expect(try Reading.error(["2_b.down.sql": ""], as: .nodePgMigrate).code == .downWithoutUp)
    #expect(try Reading.error(["2_b.up.sql": "", "2_b.sql": both], as: .nodePgMigrate).code == .duplicateVersion)
  }
}

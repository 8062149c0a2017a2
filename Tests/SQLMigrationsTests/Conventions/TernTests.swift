import SQLMigrations
import Testing

@Suite("tern's folders")
struct TernTests {
  private let both = "CREATE TABLE a ();\n\n---- create above / drop below ----\n\nDROP TABLE a;\n"

  @Test("have the way up above the line and the way back below")
  func sections() throws {
    let migrations = try Reading.migrations(["002_b.sql": "SELECT 2;", "001_a.sql": both])
    #expect(migrations.map(\.name) == ["001_a", "002_b"])
    #expect(migrations.map(\.up.text) == ["CREATE TABLE a ();", "SELECT 2;"])
    #expect(migrations.map(\.down?.text) == ["\n\n\n\nDROP TABLE a;", nil])
  }

  @Test("run a section without a transaction that says so")
  func noTransaction() throws {
    let migration = try Reading.migrations(["1_a.sql": "---- tern: disable-tx ----\n" + both])[0]
    #expect(!migration.up.runsInTransaction)
    #expect(migration.down?.runsInTransaction == true)
  }

  @Test("leave other names alone")
  func ignored() throws {
    #expect(try Reading.migrations(["1_a.sql": both, "x.sql": "", "1_.sql": "", "1.sql": ""]).map(\.name) == ["1_a"])
  }

  @Test("are refused with a gap, a number twice, or templates")
  func refused() throws {
    #expect(
      try Reading.error(["1_a.sql": both, "3_c.sql": both]).description
        .hasPrefix("Migrations/3_c.sql: error: number 2 is missing before it"))
    #expect(try Reading.error(["1_a.sql": both, "01_b.sql": both]).code == .duplicateVersion)
    let template = try Reading.error(["1_a.sql": "\nSELECT {{.x}};\n" + both])
    #expect(template.description.hasPrefix("Migrations/1_a.sql:2: error: '{{' begins what only tern"))
  }
}

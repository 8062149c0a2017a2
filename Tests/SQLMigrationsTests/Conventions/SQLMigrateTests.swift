import SQLMigrations
import Testing

@Suite("sql-migrate's folders")
struct SQLMigrateTests {
  private let both = "-- +migrate Up\nCREATE TABLE a ();\n-- +migrate Down\nDROP TABLE a;\n"

  @Test("are read in the order of their numbers, then of their names, and last those without a number")
  func order() throws {
    let migrations = try Reading.migrations(["10-c.sql": both, "9-b.sql": both, "9-a.sql": both, "z.sql": both])
    #expect(migrations.map(\.name) == ["9-a", "9-b", "10-c", "z"])
    #expect(migrations.map(\.version.text) == ["9-a.sql", "9-b.sql", "10-c.sql", "z.sql"])
    #expect(migrations[0].up.text == "\nCREATE TABLE a ();")
    #expect(migrations[0].down?.text == "\n\n\nDROP TABLE a;")
  }

  @Test("run a section without a transaction that says notransaction")
  func noTransaction() throws {
    let text = "-- +migrate Up notransaction\nVACUUM;\n-- +migrate Down\nSELECT 1;"
    let migration = try Reading.migrations(["1.sql": text])[0]
    #expect(!migration.up.runsInTransaction)
    #expect(migration.down?.runsInTransaction == true)
  }

  @Test("are refused without the line that starts the way up, and with statements above it")
  func refused() throws {
    #expect(
      try Reading.error(["1.sql": both, "2.sql": "SELECT 1;"]).description
        .hasPrefix("Migrations/2.sql: error: has no line '-- +migrate Up'"))
    #expect(try Reading.error(["1.sql": "SELECT 1;\n" + both]).line == 1)
  }
}

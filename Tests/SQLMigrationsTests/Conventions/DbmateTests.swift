import SQLMigrations
import Testing

@Suite("dbmate's folders")
struct DbmateTests {
  private let both = "-- migrate:up\nCREATE TABLE a ();\n\n-- migrate:down\nDROP TABLE a;\n"

  @Test("are read in the order of their names byte by byte, and known by the digits in front")
  func order() throws {
    let migrations = try Reading.migrations(["9_a.sql": both, "10_b.sql": both, "1_c.sql": both])
    #expect(migrations.map(\.name) == ["10_b", "1_c", "9_a"])
    #expect(migrations.map(\.version.text) == ["10", "1", "9"])
    #expect(migrations[0].up.text == "\nCREATE TABLE a ();")
    #expect(migrations[0].down?.text == "\n\n\n\nDROP TABLE a;")
  }

  @Test("run a section without a transaction that says transaction:false, and only that")
  func noTransaction() throws {
    let text = "-- migrate:up transaction:false\nVACUUM;\n-- migrate:down\nSELECT 1;"
    let migration = try Reading.migrations(["1_a.sql": text])[0]
    #expect(!migration.up.runsInTransaction)
    #expect(migration.down?.runsInTransaction == true)
  }

  @Test("may have several sections, all of which are run; lines stay where they are")
  func pairs() throws {
    let text = "-- migrate:up\nup 1\n-- migrate:down\ndown 1\n--migrate:up\nup 2\n-- migrate:down\ndown 2\n"
    let migration = try Reading.migrations(["1_a.sql": text])[0]
    #expect(migration.up.text == "\nup 1\n\n\n\nup 2")
    #expect(migration.down?.text == "\n\n\ndown 1\n\n\n\ndown 2")
  }

  @Test("leave files without a number in front alone")
  func ignored() throws {
    #expect(try Reading.migrations(["1_a.sql": both, "schema.sql": "SELECT 1;", "2_b.txt": ""]).map(\.name) == ["1_a"])
  }

  @Test(
    "are refused where dbmate refuses them, at the line",
    arguments: [
      ("-- migrate:up\nSELECT 1;", ": error: has no line '-- migrate:down'"),
      ("SELECT 1;", ": error: has no line '-- migrate:up'"),
      ("-- migrate:down\n-- migrate:up\n", ":1: error: has no '-- migrate:up' above it"),
      ("-- migrate:up\n-- migrate:up\n-- migrate:down\n", ":2: error: a second '-- migrate:up'"),
      ("-- x\n\nSELECT 1;\n-- migrate:up\n-- migrate:down\n", ":3: error: stands above '-- migrate:up'"),
    ])
  func refused(text: String, message: String) throws {
    let error = try Reading.error(["1_a.sql": text], as: .dbmate)
    #expect(error.description.hasPrefix("Migrations/1_a.sql\(message)"))
  }

  @Test("are refused where two files have the same digits in front")
  func duplicates() throws {
    #expect(try Reading.error(["1_a.sql": both, "1_b.sql": both]).code == .duplicateVersion)
  }
}

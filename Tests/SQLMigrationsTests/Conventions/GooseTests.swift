import SQLMigrations
import Testing

@Suite("goose's folders")
struct GooseTests {
  private let both = "-- +goose Up\nCREATE TABLE a ();\n\n-- +goose Down\nDROP TABLE a;\n"

  @Test("are read in the order of their numbers, with what goes up and down where it stands in the file")
  func sections() throws {
    let migrations = try Reading.migrations(["00010_b.sql": both, "9_a.sql": both])
    #expect(migrations.map(\.name) == ["9_a", "00010_b"])
    #expect(migrations.map(\.version.text) == ["9", "10"])
    #expect(migrations[0].up.text == "\nCREATE TABLE a ();")
    #expect(migrations[0].down?.text == "\n\n\n\nDROP TABLE a;")
    #expect(migrations[0].up.file == "Migrations/9_a.sql")
    #expect(migrations[0].up.runsInTransaction)
  }

  @Test("may have no way back, and any capitals and blanks in directives")
  func lenient() throws {
    let up = try Reading.migrations(["1_a.sql": "\r\n-- hello\r\n--  +GOOSE   up \r\nSELECT 1;\r\n"])
    #expect(up[0].up.text == "\n\n\nSELECT 1;")
    #expect(up[0].down == nil)
  }

  @Test("keep functions between StatementBegin and StatementEnd")
  func functions() throws {
    let text = """
      -- +goose Up
      -- +goose StatementBegin
      CREATE FUNCTION f() RETURNS int LANGUAGE plpgsql AS $$ BEGIN RETURN 1; END $$;
      -- +goose StatementEnd
      SELECT f();
      """
    let up = try Reading.migrations(["1_a.sql": text])[0].up
    #expect(Array(up.statements).count == 2)
    #expect(up.location(ofCharacter: Array(up.statements)[1].position)?.line == 5)
  }

  @Test("run without a transaction where any line says so")
  func noTransaction() throws {
    let migration = try Reading.migrations(["1_a.sql": both + "-- +goose no transaction\n"])[0]
    #expect(!migration.up.runsInTransaction)
    #expect(migration.down?.runsInTransaction == false)
  }

  @Test("have the same checksum whatever becomes of the way back")
  func checksum() throws {
    let other = "-- +goose Up\nCREATE TABLE a ();\n"
    #expect(
      try Reading.migrations(["1_a.sql": both])[0].checksum == Reading.migrations(["1_a.sql": other])[0].checksum)
  }

  @Test("leave files of other kinds and folders alone")
  func ignored() throws {
    #expect(
      try Reading.migrations(["1_a.sql": both, "x_test.go": "", "main.go": "", "README.md": "", "old/2_b.sql": both])
        .map(\.name) == ["1_a"])
  }

  @Test(
    "are refused where goose refuses them, at the line",
    arguments: [
      ("-- +goose Up\n-- +goose Up\n", ":2: error: is the second '-- +goose Up'"),
      ("-- +goose Down\n-- +goose Up\n", ":1: error: stands above '-- +goose Up'"),
      ("-- +goose Up\n-- +goose Down\n\n-- +goose Down\n", ":4: error: is the second '-- +goose Down'"),
      ("-- x\nSELECT 1;\n-- +goose Up\n", ":2: error: stands above '-- +goose Up', where nothing is run"),
      ("-- +goose Up\n-- +goose ENVSUB ON\n", ":2: error: has goose put variables of the environment"),
      ("SELECT 1;", ": error: has no line '-- +goose Up'"),
    ])
  func refused(text: String, message: String) throws {
    let error = try Reading.error(["1_a.sql": text], as: .goose)
    #expect(error.description.hasPrefix("Migrations/1_a.sql\(message)"))
  }

  @Test("are refused with names that goose refuses", arguments: ["a.sql", "0_a.sql", "x_a.sql", "1.sql"])
  func names(file: String) throws {
    let error = try Reading.error([file: both], as: .goose)
    #expect(error.code == .unexpectedName)
    #expect(error.file == "Migrations/\(file)")
  }

  @Test("are refused where a version is there twice, by both names")
  func duplicates() throws {
    let error = try Reading.error(["1_a.sql": both, "01_b.sql": both])
    #expect(error.code == .duplicateVersion)
    for file in ["Migrations/1_a.sql", "Migrations/01_b.sql"] { #expect(error.description.contains(file)) }
  }

  @Test("are refused with migrations in Go, for which there is migrate.command")
  func code() throws {
    let error = try Reading.error(["1_a.sql": both, "2_b.go": "package migrations"])
    #expect(error.code == .unsupported)
    #expect(error.description.contains("'migrate' in db-test.json"))
  }
}

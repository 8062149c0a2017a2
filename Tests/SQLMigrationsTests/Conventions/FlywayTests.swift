import SQLMigrations
import Testing

@Suite("Flyway's folders")
struct FlywayTests {
  @Test("are read in the order of their versions' numbers, and repeatable ones after them by their descriptions")
  func order() throws {
    let migrations = try Reading.migrations([
      "V10__c.sql": "", "V1_9__a.sql": "", "V1.10__b.sql": "", "R__z_view.sql": "", "R__a_view.SQL": "",
      "V20240131120000__d.sql": "",
    ])
    #expect(
      migrations.map(\.name)
        == ["V1_9__a", "V1.10__b", "V10__c", "V20240131120000__d", "R__a_view", "R__z_view"])
    #expect(migrations.map(\.version.text).prefix(3) == ["1.9", "1.10", "10"])
    #expect(migrations.map(\.version.isRepeatable) == [false, false, false, false, true, true])
  }

  @Test("are read with the folders inside, whatever these are called")
  func folders() throws {
    let migrations = try Reading.migrations(["2024/V2__b.sql": "", "deep/er/V1__a.sql": "", "R__v.sql": ""])
    #expect(migrations.map(\.up.file).prefix(2) == ["Migrations/deep/er/V1__a.sql", "Migrations/2024/V2__b.sql"])
  }

  @Test("have undo files taken for the way back")
  func undo() throws {
    let migrations = try Reading.migrations(["V1__a.sql": "up", "U1_0__whatever.sql": "down", "V2__b.sql": "up"])
    #expect(migrations.map(\.down?.text) == ["down", nil])
    #expect(try Reading.error(["V1__a.sql": "", "U2__b.sql": ""]).code == .downWithoutUp)
  }

  @Test("start at the last baseline")
  func baseline() throws {
    let migrations = try Reading.migrations([
      "V1__a.sql": "", "U1__a.sql": "", "V2__b.sql": "", "B2__all.sql": "", "V3__c.sql": "", "B1__less.sql": "",
    ])
    #expect(migrations.map(\.name) == ["B2__all", "V3__c"])
  }

  @Test("leave other files alone, as Flyway does")
  func ignored() throws {
    let files = [
      "V1__a.sql": "", "Views.sql": "", "README.md": "", "notes__x.sql": "", "Vx.sql": "", "afterClean.sql": "",
    ]
    #expect(try Reading.migrations(files).map(\.name) == ["V1__a"])
  }

  @Test(
    "are refused with what Flyway alone would run, or was meant to be run by all appearance",
    arguments: [
      ("afterMigrate.sql", MigrationFileError.Code.unsupported), ("beforeMigrate__x.sql", .unsupported),
      ("V2__Code.java", .unsupported), ("Vx__a.sql", .unexpectedName), ("R1__a.sql", .unexpectedName),
      ("V1_0__b.sql", .duplicateVersion), ("sub/V1__a.sql", .duplicateVersion),
    ])
  func refused(file: String, code: MigrationFileError.Code) throws {
    let error = try Reading.error(["V1__a.sql": "", file: ""])
    #expect(error.code == code)
  }

  @Test(
    "run without a transaction what can't be in one",
    arguments: [
      ("CREATE INDEX CONCURRENTLY i ON a (b);", false), ("-- why\ncreate unique index\n concurrently on a (b)", false),
      ("VACUUM; VACUUM (ANALYZE) a;", false), ("ALTER SYSTEM SET a = b", false), ("CREATE INDEX i ON a (b)", true),
      ("-- VACUUM\nSELECT 'VACUUM'", true), ("REINDEX (VERBOSE) TABLE a", true), ("DROP DATABASE x", false),
      ("", true),
    ])
  func transactions(text: String, runsInTransaction: Bool) throws {
    #expect(try Reading.migrations(["V1__a.sql": text])[0].up.runsInTransaction == runsInTransaction)
  }

  @Test("are refused with statements of both kinds in one file, unless it says which")
  func mixed() throws {
    let files = ["V1__a.sql": "SELECT 1;\n\nVACUUM;"]
    let error = try Reading.error(files)
    #expect(
      error.description.hasPrefix("Migrations/V1__a.sql:3: error: this statement can't be run in the transaction"))
    #expect(error.message.contains("executeInTransaction=false in Migrations/V1__a.sql.conf"))
    let settings = ["V1__a.sql.conf": "# why\nexecuteInTransaction = false\n"]
    #expect(try !Reading.migrations(files.merging(settings) { $1 })[0].up.runsInTransaction)
  }

  @Test("are refused with settings of a file that mean nothing here, at the line")
  func settings() throws {
    let error = try Reading.error(["V1__a.sql": "", "V1__a.sql.conf": "encoding=UTF-8\nshouldExecute=false"])
    #expect(error.description.hasPrefix("Migrations/V1__a.sql.conf:2: error: 'shouldExecute' is not heeded here"))
  }

  @Test("have values in the place of placeholders, in comments as well, whatever the capitals")
  func placeholders() throws {
    let up = try Reading.migrations(
      ["V1__a.sql": "SELECT '${Name}', $1, $$ { $$; -- ${name}${empty}"], placeholders: ["name": "x$y", "empty": ""]
    )[0].up
    #expect(up.text == "SELECT 'x$y', $1, $$ { $$; -- x$y")
  }

  @Test("are refused with a placeholder that has no value, at the line and column, unless there are none")
  func undefined() throws {
    let files = ["V1__a.sql": "SELECT 1;\nSELECT 'ä', '${x}';"]
    let error = try Reading.error(files)
    #expect(error.code == .undefinedPlaceholder)
    #expect(error.description.hasPrefix("Migrations/V1__a.sql:2:14: error: the placeholder '${x}' has no value"))
    #expect(error.message.contains("placeholderReplacement=false in Migrations/V1__a.sql.conf"))
    let settings = ["V1__a.sql.conf": "placeholderReplacement=false"]
    #expect(try Reading.migrations(files.merging(settings) { $1 })[0].up.text == files["V1__a.sql"])
  }

  @Test("are refused with Flyway's own placeholders")
  func ownPlaceholders() throws {
    let error = try Reading.error(["V1__a.sql": "SET search_path = ${flyway:defaultSchema};"])
    #expect(error.code == .unsupported)
    #expect(error.description.hasPrefix("Migrations/V1__a.sql:1:19: error: '${flyway:defaultSchema}' has a value only"))
  }
}

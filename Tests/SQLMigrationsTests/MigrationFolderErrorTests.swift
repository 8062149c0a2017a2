import Foundation
import SQLMigrations
import Testing

@Suite("A folder of migrations that can't be used")
struct MigrationFolderErrorTests {
  private func error(_ scratch: ScratchFolder, folder: String = "Migrations") throws -> MigrationFileError {
    try #require(throws: MigrationFileError.self) {
      try MigrationFolder(folder, in: scratch.directory).read()
    }
  }

  private func error(of files: String...) throws -> MigrationFileError {
    let texts = files.map { ("Migrations/\($0)", "SELECT 1;") }
    return try error(ScratchFolder(Dictionary(uniqueKeysWithValues: texts)))
  }

  @Test(
    "has the same version twice: both names are given",
    arguments: [
      ["0001_a.sql", "0001_b.sql"], ["001_a.sql", "1_a.sql"], ["0001_a.sql", "0001_a.up.sql"],
      ["0001_a.up.sql", "1_b.up.sql"],
    ])
  func duplicates(files: [String]) throws {
    let error = try error(of: files[0], files[1])
    #expect(error.code == .duplicateVersion)
    for file in files { #expect(error.description.contains("Migrations/\(file)")) }
  }

  @Test("has two downs for one up: both names are given")
  func duplicateDowns() throws {
    let error = try error(of: "1_a.sql", "1_a.down.sql", "01_a.down.sql")
    #expect(error.code == .duplicateVersion)
    #expect(error.description.contains("Migrations/1_a.down.sql"))
    #expect(error.description.contains("Migrations/01_a.down.sql"))
  }

  @Test("has a down without its up: its name and the expected ones are given")
  func downAlone() throws {
    let error = try error(of: "0001_a.sql", "0002_b.down.sql")
    #expect(error.code == .downWithoutUp)
    #expect(
      error.description
        == "Migrations/0002_b.down.sql: error: takes back what no file does: "
        + "there is no Migrations/0002_b.up.sql (or 0002_b.sql)")
  }

  @Test("has a down whose version has another name: all names are given")
  func downOfAnotherName() throws {
    let error = try error(of: "0002_b.up.sql", "0002_c.down.sql")
    #expect(error.code == .downWithoutUp)
    #expect(error.file == "Migrations/0002_c.down.sql")
    #expect(error.message.contains("no Migrations/0002_c.up.sql"))
    #expect(error.message.contains("Migrations/0002_b.up.sql, which has its version"))
  }

  @Test(
    "has an SQL file without a version: its name and the expected form are given",
    arguments: [
      "create_users.sql", "V1__users.sql", "1.2_users.sql", "2024-01-31.sql", "1users.sql", "_1.sql",
      "1-.sql",
    ])
  func noVersion(file: String) throws {
    let error = try error(of: "0001_a.sql", file)
    #expect(error.code == .unexpectedName)
    #expect(error.file == "Migrations/\(file)")
    #expect(error.message.contains("0001_name.sql"))
    #expect(error.message.contains("Seeds/"))
  }

  @Test("has no SQL file: where was looked and what was found is given")
  func empty() throws {
    let scratch = try ScratchFolder(["Migrations/README.md": "", "Migrations/b.txt": ""])
    var error = try error(scratch)
    #expect(error.code == .folderEmpty)
    #expect(error.message.contains("looked in '\(scratch.path("Migrations"))'"))
    #expect(error.message.contains("found 2 files, none of them .sql;"))
    try scratch.makeFolder("Migrations/0001_a")
    error = try self.error(scratch)
    #expect(error.message.contains("found 2 files and 1 folder, none of them a .sql file;"))
    try scratch.makeFolder("nothing")
    error = try self.error(scratch, folder: "nothing")
    #expect(error.message.contains("found nothing;"))
  }

  @Test("is not there: where was looked, and the folder that may be meant, is given")
  func missing() throws {
    let scratch = try ScratchFolder()
    var error = try error(scratch)
    #expect(error.code == .folderMissing)
    #expect(error.message.contains("looked for '\(scratch.path("Migrations"))'"))
    #expect(error.message.contains("Migrations/0001_name.sql"))
    try scratch.makeFolder("db/migrations")
    try scratch.makeFolder("Sources/App/Migrations")
    error = try self.error(scratch)
    #expect(
      error.message.hasSuffix(
        "did you mean --migrations db/migrations or --migrations Sources/App/Migrations?"))
  }

  @Test("is a file")
  func file() throws {
    let scratch = try ScratchFolder(["Migrations": ""])
    let error = try error(scratch)
    #expect(error.code == .folderMissing)
    #expect(error.message.hasSuffix("is no folder"))
  }

  @Test("has a link that leads nowhere: it is not passed over")
  func danglingLink() throws {
    let scratch = try ScratchFolder(["Migrations/0001_a.sql": ""])
    try scratch.link("Migrations/0002_b.sql", to: "nowhere")
    let error = try error(scratch)
    #expect(error.code == .unreadable)
    #expect(error.description == "Migrations/0002_b.sql: error: can't be read: No such file or directory")
  }

  @Test(
    "has a file that is no UTF-8: the line and the offset are given",
    arguments: [
      (Data("SELECT 1;\nSELECT '".utf8) + [0xE4] + Data("';\n".utf8), 2, "byte offset 18"),
      (Data([0xEF, 0xBB, 0xBF, 0x0A, 0xC3]), 2, "byte offset 4"),
      (Data("SELECT 1;\n\n\0SELECT 2;".utf8), 3, "offset 11"),
    ])
  func invalidText(content: Data, line: Int, place: String) throws {
    let scratch = try ScratchFolder()
    try scratch.write(content, to: "Migrations/0001_a.sql")
    let error = try error(scratch)
    #expect(error.code == .notText)
    #expect(error.description.hasPrefix("Migrations/0001_a.sql:\(line): error: "))
    #expect(error.message.contains(place))
  }

  @Test("has a file in UTF-16, as some editors save them")
  func utf16() throws {
    let scratch = try ScratchFolder()
    try scratch.write(#require("SELECT 1;".data(using: .utf16)), to: "Migrations/0001_a.sql")
    #expect(try error(scratch).message == "is UTF-16 text; save it as UTF-8")
  }
}

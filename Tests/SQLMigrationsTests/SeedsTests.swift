import SQLMigrations
import Testing

@Suite("Seeds")
struct SeedsTests {
  @Test("are the SQL files of a folder, 9 before 10, with or without numbers")
  func naturalOrder() throws {
    let scratch = try ScratchFolder([
      "Seeds/10_c.sql": "", "Seeds/9_b.sql": "", "Seeds/products.sql": "", "Seeds/a10.sql": "",
      "Seeds/a9.sql": "", "Seeds/a9b.sql": "", "Seeds/README.md": "", "Seeds/.x.sql": "",
    ])
    #expect(
      try Seeds.read(in: scratch.directory).scripts.map(\.file) == [
        "Seeds/9_b.sql", "Seeds/10_c.sql", "Seeds/a9.sql", "Seeds/a9b.sql", "Seeds/a10.sql",
        "Seeds/products.sql",
      ])
  }

  @Test("are none where there is no folder")
  func noFolder() throws {
    #expect(try Seeds.read(in: ScratchFolder().directory).scripts.isEmpty)
  }

  @Test("are the files that were named, in the order given, wherever they lie")
  func files() throws {
    let scratch = try ScratchFolder(["b.sql": "b", "x/a.sql": "a"])
    let seeds = try Seeds.read(files: ["b.sql", scratch.path("x/a.sql")], in: scratch.directory)
    #expect(seeds.scripts.map(\.file) == ["b.sql", "x/a.sql"])
    #expect(seeds.scripts.map(\.text) == ["b", "a"])
  }

  @Test("that were named and are not there are an error with their name")
  func missing() throws {
    let scratch = try ScratchFolder()
    let error = try #require(throws: MigrationFileError.self) {
      try Seeds.read(files: ["gone.sql"], in: scratch.directory)
    }
    #expect(error.code == .unreadable)
    #expect(error.description == "gone.sql: error: can't be read: No such file or directory")
  }

  @Test("that were named and are folders are an error with their name")
  func folder() throws {
    let scratch = try ScratchFolder(["Seeds/a.sql": ""])
    let error = try #require(throws: MigrationFileError.self) {
      try Seeds.read(files: ["Seeds/"], in: scratch.directory)
    }
    #expect(error.description == "Seeds: error: is a folder; name the files in it")
  }
}

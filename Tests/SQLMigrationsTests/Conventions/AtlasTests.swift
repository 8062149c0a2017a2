import SQLMigrations
import Testing

/// The checksums were made by a program of its own, which makes those of Atlas's own test folders.
@Suite("Atlas's folders")
struct AtlasTests {
  private let files = [
    "20240131000000_a.sql": "CREATE TABLE a ();\n", "20240201000000_b.sql": "CREATE TABLE b ();\n",
    "atlas.sum": """
    h1:kaKdzf9K8tCAIRObXgZ4j5ZDQW+YPJg4Xo/kfbLYoMk=
    20240131000000_a.sql h1:zXHW5I7nzp2f93DWicUsUAPQdRE7Z2/Iwt4L5SLzy9I=
    20240201000000_b.sql h1:6ziMdnKDFSJsWgO7qgtB4aUT6TNoviQHY49c9PO3nfk=

    """,
  ]

  @Test("are read in the order of their names where the checksums are right")
  func order() throws {
    let migrations = try Reading.migrations(files.merging(["README.md": ""]) { $1 })
    #expect(migrations.map(\.name) == ["20240131000000_a", "20240201000000_b"])
    #expect(migrations.map(\.version.text) == ["20240131000000", "20240201000000"])
    #expect(migrations.map(\.up.runsInTransaction) == [true, true])
  }

  @Test(
    "are refused where a file was edited, added or removed, by its name and the line of its checksum",
    arguments: [
      ("20240131000000_a.sql", "SELECT 1;", "20240131000000_a.sql: error: was edited", 2),
      ("20240201000000_b.sql", "SELECT 1;", "20240201000000_b.sql: error: was edited", 3),
      ("20240201000000_a.sql", "SELECT 1;", "20240201000000_a.sql: error: was added", 3),
      ("3_c.sql", "SELECT 1;", "3_c.sql: error: was added", 4),
      ("20240131000000_a.sql", nil, "20240131000000_a.sql: error: was removed", 2),
      ("20240201000000_b.sql", nil, "20240201000000_b.sql: error: was removed", 3),
    ])
  func changed(file: String, text: String?, message: String, line: Int) throws {
    var files = files
    files[file] = text
    let error = try Reading.error(files)
    #expect(error.code == .checksumMismatch)
    #expect(
      error.description.hasPrefix(
        "Migrations/\(message) after Migrations/atlas.sum was written (line \(line)); put back"))
  }

  @Test("are refused where the checksums themselves were changed, or are missing")
  func sumFile() throws {
    var files = files
    files["atlas.sum"] = files["atlas.sum"]?.replacing("h1:ka", with: "h1:xx")
    #expect(try Reading.error(files).description.hasPrefix("Migrations/atlas.sum:1: error: the first line is not"))
    files["atlas.sum"] = "h1:\nx.sql\n"
    #expect(try Reading.error(files).description.hasPrefix("Migrations/atlas.sum:2: error: is no checksum of a file"))
    files["atlas.sum"] = nil
    #expect(try Reading.error(files, as: .atlas).description.hasPrefix("Migrations/atlas.sum: error: is missing"))
  }

  @Test("run without a transaction where a comment parted off by an empty line says so; may be left out of the sum")
  func directives() throws {
    let migrations = try Reading.migrations([
      "1.sql": "-- atlas:sum ignore\n\nSELECT 1;\n", "2_b.sql": "-- atlas:txmode none\n\nVACUUM;\n",
      "3_c.sql": "-- atlas:txmode none\nSELECT 3;\n",
      "atlas.sum": """
      h1:XhFDh9qjYRoOVW7P+/PWjq0htxsSMlHhI2BrFv5HbSQ=
      2_b.sql h1:JLyen44YWsv0IhlWfd+blAM29kmNa3tLWep5zKFa6To=
      3_c.sql h1:TBwn3eBzIan2iKr09vSpZ6HZ++YB4iqEX4/ECdhbtvg=
      """,
    ])
    #expect(migrations.map(\.version.text) == ["1", "2", "3"])
    #expect(migrations.map(\.up.runsInTransaction) == [true, false, true])
  }

  @Test("start at the last checkpoint")
  func checkpoint() throws {
    let migrations = try Reading.migrations([
      "1_a.sql": "a", "2_b.sql": "-- atlas:checkpoint v2\n\nSELECT 2;\n", "3_c.sql": "c",
      "atlas.sum": """
      h1:M5IU49EyN6YAsrSa6djHw+MDRc272ZWFbhJ5cKJaTgY=
      1_a.sql h1:+1VkwTX4eVPjPuf/o2A2RwW+n3/dHN1n02igZ62f+18=
      2_b.sql h1:5ANcArXCVbEWSth65uRPzlv5R6ybVZNJ5DwH286Ec0w=
      3_c.sql h1:a/VcknjeyZamQElBHFMHZ6uT8QKSXGvH1x6JnCRxT4c=
      """,
    ])
    #expect(migrations.map(\.name) == ["2_b", "3_c"])
  }

  @Test("are refused with another delimiter, at the line")
  func delimiter() throws {
    let error = try Reading.error([
      "1_a.sql": "-- x\n-- atlas:delimiter -- end\n\na\n-- end\n",
      "atlas.sum": """
      h1:Fv5SgvCzxxLyNi8xzxhLqA9sflEJ6iyGn8u4k8WQZhw=
      1_a.sql h1:yjrnJnr0apRBcfBUUmKFHiBKrKHSWVfqiXXE/2LvfTo=
      """,
    ])
    #expect(error.code == .unsupported)
    #expect(error.description.hasPrefix("Migrations/1_a.sql:2: error: statements end at semicolons here"))
  }
}

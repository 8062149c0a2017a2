import SQLMigrations
import Testing

@Suite("Hasura's folders")
struct HasuraTests {
  @Test("are found by their milliseconds, and read in the order of these")
  func order() throws {
    let migrations = try Reading.migrations([
      "1654698227514_b/up.sql": "b", "1654698227514_b/down.sql": "b down", "1654696186008_a/up.sql": "a",
      "notes/up.sql.txt": "",
    ])
    #expect(migrations.map(\.name) == ["1654696186008_a", "1654698227514_b"])
    #expect(migrations.map(\.down?.text) == [nil, "b down"])
  }

  @Test("have numbers compared as numbers")
  func numbers() throws {
    #expect(try Reading.migrations(["10_b/up.sql": "", "9_a/up.sql": ""], as: .hasura).map(\.name) == ["9_a", "10_b"])
  }

  @Test("are refused with files for Hasura itself, and without up.sql")
  func refused() throws {
    let error = try Reading.error(["1_a/up.sql": "", "1_a/up.yaml": ""], as: .hasura)
    #expect(error.description.hasPrefix("Migrations/1_a/up.yaml: error: changes what Hasura knows"))
    #expect(try Reading.error(["1_a/down.sql": ""], as: .hasura).code == .incomplete)
  }
}

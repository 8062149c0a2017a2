import SQLMigrations
import Testing

@Suite("Folders that are said to be golang-migrate's or sqlx's")
struct PairConventionsTests {
  @Test("golang-migrate's have any extension, pairs by versions alone, and other names left alone")
  func golangMigrate() throws {
    let migrations = try Reading.migrations(
      [
        "10_b.up.pgsql": "b up", "9_a.up.sql": "a up", "09_other.down.sql": "a down", "11_c.down.sql": "c down",
        "9_x.sql": "", "x_9.up.sql": "", "99999999999999999999_d.up.sql": "", "12_.up.up.sql": "",
      ], as: .golangMigrate)
    #expect(migrations.map(\.name) == ["9_a", "10_b", "11_c", "12_.up"])
    #expect(migrations.map(\.up.text) == ["a up", "b up", "", ""])
    #expect(migrations.map(\.down?.text) == ["a down", nil, "c down", nil])
  }

  @Test("golang-migrate's have no transaction around a statement that can't be in one")
  func golangMigrateTransactions() throws {
    let migrations = try Reading.migrations(
      ["1_a.up.sql": "CREATE INDEX CONCURRENTLY i ON a (b);", "2_b.up.sql": "SELECT 1;"], as: .golangMigrate)
    #expect(migrations.map(\.up.runsInTransaction) == [false, true])
    #expect(try Reading.error(["1_a.up.sql": "", "01_b.up.sql": ""], as: .golangMigrate).code == .duplicateVersion)
  }

  @Test("sqlx's leave names without '_' alone, and refuse what is no number in front of it")
  func sqlx() throws {
    let files = ["2_b.sql": "", "1_a.up.sql": "up", "1_a.down.sql": "down", "x.sql": "", "1_a.txt": ""]
    let migrations = try Reading.migrations(files, as: .sqlx)
    #expect(migrations.map(\.name) == ["1_a", "2_b"])
    #expect(migrations.map(\.down?.text) == ["down", nil])
    for name in ["x_a.sql", "9999999999999999999_a.sql"] {
      #expect(try Reading.error(files.merging([name: ""]) { $1 }, as: .sqlx).code == .unexpectedName)
    }
  }

  @Test("sqlx's run without a transaction where these are the first characters of the file")
  func sqlxTransactions() throws {
    let migrations = try Reading.migrations(
      ["1_a.sql": "-- no-transaction\n", "2_b.sql": "-- x\n-- no-transaction\n"], as: .sqlx)
    #expect(migrations.map(\.up.runsInTransaction) == [false, true])
  }
}

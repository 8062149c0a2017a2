import SQLMigrations
import Testing

@Suite("A folder's convention")
struct DetectionTests {
  @Test("is named where two fit, by the flags that decide, and the flag does")
  func ambiguous() throws {
    let files = ["1_a.sql": "-- +goose Up\n-- migrate:up\nSELECT 1;\n-- migrate:down\n"]
    let error = try Reading.error(files)
    #expect(error.code == .ambiguousConvention)
    #expect(
      error.description == "Migrations: error: the files fit more than one format, goose (1_a.sql:1, '-- +goose Up') "
        + "and dbmate (1_a.sql:2, '-- migrate:up'); say which they have: "
        + "--migrations-format goose or --migrations-format dbmate")
    #expect(try Reading.migrations(files, as: .goose)[0].down == nil)
    #expect(try Reading.migrations(files, as: .dbmate)[0].down != nil)
    #expect(try Reading.migrations(files, as: .plain)[0].up.text == files["1_a.sql"])
  }

  @Test(
    "is asked for where folders or nested files would have numbered files left out",
    arguments: ["2024-01_a/up.sql", "1_a/migration.sql", "sub/V1__a.sql"])
  func besidePlain(file: String) throws {
    #expect(try Reading.error([file: "", "0001_a.sql": ""]).code == .ambiguousConvention)
    #expect(try Reading.migrations([file: "", "0001_a.sql": ""], as: .plain).map(\.name) == ["0001_a"])
  }

  @Test("is told without reading the migrations: the one that was named, or the one that shows")
  func told() throws {
    let scratch = try ScratchFolder(["Migrations/1_a.sql": "-- +goose Up\n"])
    #expect(try MigrationFolder(in: scratch.directory).actualConvention() == .goose)
    #expect(try MigrationFolder(in: scratch.directory, convention: .plain).actualConvention() == .plain)
    let missing = #expect(throws: MigrationFileError.self) {
      try MigrationFolder("None", in: scratch.directory).actualConvention()
    }
    #expect(missing?.code == .folderMissing)
  }

  @Test("is asked for where Diesel and Hasura would have another order")
  func dieselOrHasura() throws {
    let files = ["9_a/up.sql": "1", "10_b/up.sql": "1"]
    #expect(try Reading.error(files).message.hasSuffix("--migrations-format diesel or --migrations-format hasura"))
    #expect(try Reading.migrations(files, as: .diesel).map(\.name) == ["10_b", "9_a"])
    #expect(try Reading.migrations(["10_a/up.sql": "1", "11_b/up.sql": "1"]).count == 2)
  }

  @Test("is asked for where Atlas has checksums of another tool's files")
  func atlasOfOthers() throws {
    let files = ["1_a.sql": "-- +goose Up\n", "atlas.sum": ""]
    #expect(try Reading.error(files).message.hasSuffix("--migrations-format atlas or --migrations-format goose"))
    #expect(try Reading.migrations(files, as: .goose).count == 1)
  }

  @Test("has an unknown name refused with those that there are, and what to do about other tools")
  func unknown() throws {
    #expect(try MigrationConvention(named: "node-pg-migrate", in: "x") == .nodePgMigrate)
    let error = try #require(throws: MigrationFileError.self) {
      try MigrationConvention(named: "liquibase", in: "db-test.json")
    }
    #expect(
      error.description == "db-test.json: error: no format of migrations is called 'liquibase'; there are plain, "
        + "golang-migrate, sqlx, diesel, hasura, dbmate, goose, flyway, prisma, atlas, sql-migrate, tern, "
        + "node-pg-migrate, drizzle. Have a tool with another format migrate by 'migrate' in db-test.json, which names "
        + "its command")
  }

  @Test(
    "that was named and has no file there is an error, which says what to do about other tools",
    arguments: MigrationConvention.allCases)
  func empty(convention: MigrationConvention) throws {
    let error = try Reading.error(["README.md": ""], as: convention)
    #expect(error.code == .folderEmpty)
    #expect(error.message.hasSuffix(", which names its command"))
  }
}

import Foundation
import Testing

@testable import SQLMigrations

@Suite("A new migration")
struct NewMigrationTests {
  private let moment = MigrationMoment(digits: "20261128150405", milliseconds: "1795878245000")

  private func names(
    _ files: String..., format: MigrationConvention? = nil, contents: String = "SELECT 1;"
  ) throws -> [String] {
    let folder = try ScratchFolder()
    for file in files { try folder.write(Data(contents.utf8), to: "Migrations/\(file)") }
    return try MigrationFolder(in: folder.directory, convention: format)
      .newMigration(named: "Add reviews & stars!", at: moment)
      .map { String($0.path.dropFirst(folder.url.path.count + "/Migrations/".count)) }
  }

  @Test("has the next number, with as many digits as the last")
  func next() throws {
    #expect(try names("0009_a.sql") == ["0010_add_reviews_stars.sql"])
    #expect(try names("9_a.sql", "10_b.sql") == ["11_add_reviews_stars.sql"])
    #expect(try names("099_a.sql") == ["100_add_reviews_stars.sql"])
    #expect(try names() == ["0001_add_reviews_stars.sql"])
  }

  @Test("is numbered by time where the others are, and comes after one of tomorrow all the same")
  func timestamps() throws {
    #expect(try names("20240131120000_a.sql") == ["20261128150405_add_reviews_stars.sql"])
    #expect(try names("20990131120000_a.sql") == ["20990131120001_add_reviews_stars.sql"])
    #expect(try names("1700000000000_a.sql") == ["1795878245000_add_reviews_stars.sql"])
    #expect(try names("1995878245000_a.sql") == ["1995878245001_add_reviews_stars.sql"])
  }

  @Test("has a way back where others have one, named as theirs")
  func pairs() throws {
    #expect(
      try names("1_a.up.sql", "1_a.down.sql") == ["2_add_reviews_stars.up.sql", "2_add_reviews_stars.down.sql"])
    #expect(try names("1_a.sql", "1_a.down.sql") == ["2_add_reviews_stars.sql", "2_add_reviews_stars.down.sql"])
    #expect(try names("1_a.up.sql") == ["2_add_reviews_stars.up.sql"])
    #expect(
      try names("V1__a.sql", "U1__a.sql", format: .flyway) == [
        "V2__add_reviews_stars.sql", "U2__add_reviews_stars.sql",
      ])
  }

  @Test("is the first one as its convention wants it")
  func firstOne() throws {
    #expect(
      try names(format: .golangMigrate) == ["0001_add_reviews_stars.up.sql", "0001_add_reviews_stars.down.sql"])
    #expect(try names(format: .sqlMigrate) == ["0001-add_reviews_stars.sql"])
    #expect(try names("1_a.sql", format: .sqlMigrate) == ["2_add_reviews_stars.sql"])
  }

  @Test("is what the folder's convention has")
  func conventions() throws {
    #expect(
      try names("2024-01-01-000000_a/up.sql", format: .diesel) == [
        "2026-11-28-150405_add_reviews_stars/up.sql", "2026-11-28-150405_add_reviews_stars/down.sql",
      ])
    #expect(try names("1_a/up.sql", format: .hasura).first == "1795878245000_add_reviews_stars/up.sql")
    #expect(
      try names("20240101000000_a/migration.sql", format: .prisma) == [
        "20261128150405_add_reviews_stars/migration.sql"
      ])
    #expect(try names("V1__a.sql", "V2_1__b.sql") == ["V3__add_reviews_stars.sql"])
    #expect(try names("00001_a.sql", contents: "-- +goose Up\nSELECT 1;") == ["00002_add_reviews_stars.sql"])
  }

  @Test("of a convention with sections is read by that convention, as it is")
  func sections() throws {
    for (format, text) in [
      (MigrationConvention.goose, "-- +goose Up\nSELECT 1;"), (.dbmate, "-- migrate:up\nSELECT 1;\n-- migrate:down\n"),
      (.sqlMigrate, "-- +migrate Up\nSELECT 1;"), (.nodePgMigrate, "-- Up Migration\nSELECT 1;"),
      (.tern, "SELECT 1;\n---- create above / drop below ----\nSELECT 2;"),
    ] {
      let folder = try ScratchFolder()
      try folder.write(Data(text.utf8), to: "Migrations/001_a.sql")
      for file in try MigrationFolder(in: folder.directory).newMigration(named: "b", at: moment) {
        try folder.write(Data(file.text.utf8), to: String(file.path.dropFirst(folder.url.path.count + 1)))
      }
      let plan = try MigrationFolder(in: folder.directory, convention: format).read()
      #expect(plan.migrations.count == 2, "\(format)")
      #expect(plan.migrations.last?.down != nil, "\(format)")
    }
  }

  @Test("needs words, and the tool of a convention that keeps a list")
  func refused() throws {
    let folder = try ScratchFolder()
    #expect(throws: MigrationFileError.self) {
      try MigrationFolder(in: folder.directory).newMigration(named: "!?", at: moment)
    }
    #expect(throws: MigrationFileError.self) {
      try MigrationFolder(in: folder.directory, convention: .atlas).newMigration(named: "a", at: moment)
    }
  }
}

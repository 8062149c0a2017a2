import SQLMigrations
import Testing

@testable import MigrationEmbedding

@Suite("The folder of a target's migrations")
struct TargetFolderTests {
  private let ambiguous = ["1_a.sql": "-- +goose Up\nSELECT 1;", "2_b.sql": "-- migrate:up\nSELECT 1;"]

  @Test("whose files fit two formats is refused with what decides in a build")
  func undecided() throws {
    let migrations = try MigrationsInScratch(ambiguous)
    let check = MigrationCheck(try TargetFolder.find(migrations.path(""), in: migrations.package))
    #expect(check.diagnostics.first?.message.contains("\"migrationsFormat\"") == true, "\(check.diagnostics)")
  }

  @Test("has the format and the placeholders that db-test.json says of it", arguments: ["Migrations", "./Migrations/"])
  func decided(name: String) throws {
    let migrations = try MigrationsInScratch(
      ["V1__a.sql": "SELECT '${x}';"],
      configuration: "{ migrations: '\(name)', migrationsFormat: 'flyway', placeholders: { x: 'y' } }")
    let check = MigrationCheck(try TargetFolder.find(migrations.path(""), in: migrations.package))
    #expect(check.diagnostics.isEmpty)
    #expect(check.plan?.migrations.map(\.up.text) == ["SELECT 'y';"])
  }

  @Test("has not what it says of another folder")
  func another() throws {
    let migrations = try MigrationsInScratch(
      ["1_a.sql": "SELECT 1;"], configuration: "{ migrations: 'elsewhere', migrationsFormat: 'flyway' }")
    let folder = try TargetFolder.find(migrations.path(""), in: migrations.package)
    #expect(folder.convention == nil)
  }

  @Test("is not looked for by a configuration that is wrong, which is said at its place")
  func wrong() throws {
    let migrations = try MigrationsInScratch(
      ["1_a.sql": ""], configuration: "{\n  migrations: 'Migrations',\n  migrationsFormat: 'rails',\n}")
    let error = #expect(throws: Diagnostic.self) {
      try TargetFolder.find(migrations.path(""), in: migrations.package)
    }
    let text = "\(try #require(error))"
    #expect(text.hasPrefix(migrations.package.path + "/db-test.json:3:3: error: no format of migrations"), "\(text)")
    let broken = try MigrationsInScratch(["1_a.sql": ""], configuration: "{ migration }")
    let other = #expect(throws: Diagnostic.self) { try TargetFolder.find(broken.path(""), in: broken.package) }
    #expect(
      "\(try #require(other))".hasPrefix(broken.package.path + "/db-test.json:1:"), "\(String(describing: other))")
  }
}

import LibPQ
import MigrationRunner
import SQLMigrations
import Testing

/// Folders of many tools, each of which makes a table, an index that can't be made in a transaction, and a view of both.
@Suite("A folder in any convention")
struct ConventionTests {
  private static let table = "CREATE TABLE a (id int);"
  private static let index = "CREATE INDEX CONCURRENTLY i ON a (id);"
  private static let view = "CREATE VIEW v AS SELECT count(*) AS rows FROM a;"

  private static let folders: [KeyValuePairs<String, String>] = [
    ["1_a.sql": table, "2_b.sql": "-- no-transaction\n\(index)", "3_c.sql": view],
    [
      "1_a.sql": "-- +goose Up\n\(table)\n-- +goose Down\nDROP TABLE a;",
      "2_b.sql": "-- +goose NO TRANSACTION\n-- +goose Up\n\(index)\n-- +goose Down\nDROP INDEX i;",
      "3_c.sql": "-- +goose Up\n\(view)\n-- +goose Down\nDROP VIEW v;",
    ],
    [
      "1_a.sql": "-- migrate:up\n\(table)\n-- migrate:down\nDROP TABLE a;",
      "2_b.sql": "-- migrate:up transaction:false\n\(index)\n-- migrate:down\nDROP INDEX i;",
      "3_c.sql": "-- migrate:up\n\(view)\n-- migrate:down\nDROP VIEW v;",
    ],
    ["V1__a.sql": table, "V2__b.sql": index, "R__c.sql": view],
    [
      "2024-01-01_a/up.sql": table, "2024-01-02_b/up.sql": index,
      "2024-01-02_b/metadata.toml": "run_in_transaction = false", "2024-01-03_c/up.sql": view,
    ],
    ["1_a/migration.sql": table, "2_b/migration.sql": index, "3_c/migration.sql": view],
    [
      "1_a.sql": "\(table)\n---- create above / drop below ----\nDROP TABLE a;",
      "2_b.sql": "---- tern: disable-tx ----\n\(index)\n---- create above / drop below ----\nDROP INDEX i;",
      "3_c.sql": "\(view)\n---- create above / drop below ----\nDROP VIEW v;",
    ],
    [
      "1.sql": "-- +migrate Up\n\(table)\n-- +migrate Down\nDROP TABLE a;",
      "2.sql": "-- +migrate Up notransaction\n\(index)\n-- +migrate Down\nDROP INDEX i;",
      "3.sql": "-- +migrate Up\n\(view)\n-- +migrate Down\nDROP VIEW v;",
    ],
  ]

  @Test("is applied, and taken back where it says how", arguments: folders.indices)
  func applied(index: Int) async throws {
    let plan = try Migrating.plan(Self.folders[index])
    try await Migrating.inNewDatabase { database in
      _ = try await database.runner.up(plan)
      #expect(try await database.value("SELECT rows FROM v") == "0")
      #expect(try await database.value("SELECT count(*) FROM pg_index WHERE indexrelid = 'i'::regclass") == "1")
      #expect(try await database.runner.up(plan).files == [])
      guard plan.migrations.allSatisfy({ $0.down != nil }) else { return }
      _ = try await database.runner.down(plan)
      #expect(try await database.runner.leftovers() == [])
    }
  }

  @Test("has errors in its sections shown where they are in the file")
  func place() async throws {
    try await Migrating.inNewDatabase { database in
      let error = try await database.failure([
        "1_a.sql": "-- hello\n-- +goose Up\nCREATE TABLE a ();\n  SELEC 1;\n-- +goose Down\nDROP TABLE a;\n"
      ])
      #expect(error?.description.hasPrefix("Migrations/1_a.sql:4:3: error: syntax error") == true)
    }
  }

  @Test("has a repeatable migration applied again when it has changed, and only then")
  func repeatable() async throws {
    try await Migrating.inNewDatabase { database in
      try await database.up(["V1__a.sql": Self.table, "R__v.sql": "CREATE OR REPLACE VIEW v AS SELECT 1 AS one;"])
      let again = try await database.up([
        "V1__a.sql": Self.table, "V2__b.sql": "SELECT 1;", "R__v.sql": "CREATE OR REPLACE VIEW v AS SELECT 2 AS one;",
      ])
      #expect(again.files.map(\.name) == ["Migrations/V2__b.sql", "Migrations/R__v.sql"])
      #expect(again.warnings == [])
      #expect(try await database.value("SELECT one FROM v") == "2")
    }
  }
}

import LibPQ
import MigrationRunner
import SQLMigrations
import Testing

@Suite("The transaction of a file")
struct TransactionTests {
  @Test("is not there where the file says so, which lets an index be made concurrently")
  func noTransaction() async throws {
    try await Migrating.inNewDatabase { database in
      try await database.up([
        "1_a.sql": "CREATE TABLE a (id int);",
        "2_b.sql": "-- no-transaction\nCREATE INDEX CONCURRENTLY i ON a (id);",
      ])
      let isValid = "SELECT indisvalid FROM pg_index WHERE indexrelid = 'i'::regclass"
      #expect(try await database.value(isValid) == "t")
      #expect(try await database.applied() == ["1_a", "2_b"])
    }
  }

  @Test("may be committed by the file itself, which is recorded all the same")
  func ownCommit() async throws {
    try await Migrating.inNewDatabase { database in
      try await database.up([
        "1_a.sql": "BEGIN;\nCREATE TABLE a (id int);\nCOMMIT;\n",
        "2_b.sql": "-- no-transaction\nBEGIN; CREATE TABLE b (); COMMIT; CREATE TABLE c ();",
      ])
      #expect(try await database.tables() == ["a", "b", "c"])
      #expect(try await database.applied() == ["1_a", "2_b"])
    }
  }

  @Test("that the file committed before it failed is said to be still there, which is true")
  func failureAfterOwnCommit() async throws {
    try await Migrating.inNewDatabase { database in
      let error = try await database.failure([
        "1_a.sql": "CREATE TABLE a (); COMMIT; CREATE TABLE b (); SELECT 1/0;"
      ])
      #expect(error?.description.contains("what it did before that is still there") == true)
      #expect(try await database.tables() == ["a"])
      #expect(try await database.applied() == [])
    }
  }

  @Test("that the file committed before one that failed is said to be still there, too")
  func committedBeforeAnother() async throws {
    try await Migrating.inNewDatabase { database in
      let error = try await database.failure([
        "1_a.sql": "BEGIN;\nCREATE TABLE a ();\nCOMMIT;\nBEGIN;\nSELECT 1 / 0;\nCOMMIT;"
      ])
      #expect(
        error?.description.contains("what it did before that is still there") == true, "\(String(describing: error))")
      #expect(try await database.tables() == ["a"])
    }
  }

  @Test("that the file rolled back is not recorded, and an error")
  func ownRollback() async throws {
    try await Migrating.inNewDatabase { database in
      let error = try await database.failure(["1_a.sql": "BEGIN; CREATE TABLE a (); ROLLBACK;"])
      #expect(error?.code == .transactionRolledBack)
      #expect(error?.files == ["Migrations/1_a.sql"])
      #expect(try await database.applied() == [])
    }
  }

  @Test("may be rolled back to a savepoint by the file")
  func savepoint() async throws {
    try await Migrating.inNewDatabase { database in
      try await database.up([
        "1_a.sql": "SAVEPOINT s; CREATE TABLE b (); ROLLBACK TO SAVEPOINT s; CREATE TABLE a ();"
      ])
      #expect(try await database.tables() == ["a"])
    }
  }

  @Test("that a file without one leaves open is rolled back, and an error")
  func leftOpen() async throws {
    try await Migrating.inNewDatabase { database in
      let error = try await database.failure(["1_a.sql": "-- no-transaction\nBEGIN; CREATE TABLE a ();"])
      #expect(error?.code == .transactionLeftOpen)
      #expect(try await database.tables() == [])
    }
  }

  @Test("takes the record with it when it fails: both are there or none")
  func notRecorded() async throws {
    try await Migrating.inNewDatabase { database in
      let error = try await database.failure([
        "1_a.sql": "CREATE TABLE a (); DROP SCHEMA swift_db_test CASCADE;"
      ])
      #expect(error?.code == .notRecorded)
      #expect(error?.description.contains("it was rolled back") == true)
      #expect(try await database.tables() == [])
    }
  }
}

import DBTesting
import Foundation
import Testing

/// With the databases that `swift package db-test` gives to this package's own tests. They hold one table, with the
/// row that the migration made.
@Suite("A test's database", .database, .enabled(if: RealSession.isThere))
struct RealDatabaseTests {
  private func names() async throws -> [String?] {
    try await TestDatabase.current.query("SELECT name FROM proof_of_migration ORDER BY name").map { $0[0] }
  }

  @Test("holds what the migrations made and nothing of another test", arguments: 0..<40)
  func clean(number: Int) async throws {
    #expect(try await names() == ["migrated once"])
    switch number % 4 {
    case 0: try await TestDatabase.current.execute("INSERT INTO proof_of_migration VALUES ('another')")
    case 1: try await TestDatabase.current.execute("UPDATE proof_of_migration SET name = 'changed'")
    case 2: try await TestDatabase.current.execute("DELETE FROM proof_of_migration; CREATE TABLE more ()")
    default: try await TestDatabase.current.truncateAll()
    }
    #expect(try await names() != ["migrated once"])
  }

  @Test("can be connected to by any client")
  func dsn() async throws {
    let database = try TestDatabase.current
    #expect(database.dsn.hasPrefix("postgres://"))
    #expect(database.dsn.contains("/\(database.name)?application_name=db-test%20"))
    #expect(database.dsn.contains(":\(database.port)/"))
  }

  @Test("has its fixtures in it", .database(fixtures: "names.sql"))
  func fixtures() async throws { #expect(try await names() == ["from a fixture", "migrated once"]) }

  @Test("is POSTGRES_DSN itself where the test asks for that", .database(.shared))
  func shared() throws {
    #expect(try TestDatabase.current.dsn == ProcessInfo.processInfo.environment["POSTGRES_DSN"])
  }

  @Test("may be ruined where it is thrown away afterwards", .database(.clone))
  func ruined() async throws {
    try await TestDatabase.current.execute("DROP TABLE proof_of_migration; DROP SCHEMA public CASCADE")
  }

  @Test("refuses to be written to where the test only reads", .database(.readOnly), arguments: 0..<5)
  func readOnly(number: Int) async throws {
    #expect(try await names() == ["migrated once"])
    let error = await #expect(throws: TestDatabaseError.self) {
      try await TestDatabase.current.execute("INSERT INTO proof_of_migration VALUES ('\(number)')")
    }
    #expect(error?.sqlState == "42501" || error?.sqlState == "25006")
  }

  @Test("refuses whatever else writes, also where the test takes back what its transactions are", .database(.readOnly))
  func readOnlyWhatever() async throws {
    let database = try TestDatabase.current
    var settings = ["SET default_transaction_read_only = on"]
    var statements = [
      "CREATE TEMPORARY TABLE t (n int)", "CREATE TABLE t (n int)", "DELETE FROM proof_of_migration",
      "CREATE SCHEMA s", "COMMENT ON TABLE proof_of_migration IS 'read'",
    ]
    // On a given server there is no other role.
    if database.user == "dbtest_reader" {
      settings.append("SET default_transaction_read_only = off")
      statements += ["SELECT lo_create(0)", "SELECT lo_creat(-1)", "SELECT lo_from_bytea(0, 'a')"]
    }
    for setting in settings {
      try await database.execute(setting)
      for statement in statements {
        let error = await #expect(throws: TestDatabaseError.self, "\(statement)") {
          try await database.execute(statement)
        }
        #expect(error?.sqlState == "42501" || error?.sqlState == "25006", "\(statement)")
      }
    }
    #expect(try await names() == ["migrated once"])
  }

  @Test("empties the tables it is told to, and all")
  func truncate() async throws {
    let database = try TestDatabase.current
    try await database.execute("CREATE TABLE other AS SELECT 1 AS n")
    try await database.truncate("other")
    #expect(try await names() == ["migrated once"])
    try await database.truncateAll()
    #expect(try await names() == [])
  }

  @Test("is one of its own in code that asks for one")
  func nested() async throws {
    let outer = try TestDatabase.current.name
    let inner = try await withTestDatabase { $0.name }
    #expect(inner != outer)
  }

  @Test("refuses statements by their SQLSTATE")
  func refusal() async throws {
    let error = await #expect(throws: TestDatabaseError.self) {
      try await TestDatabase.current.query("SELECT $1::int", "not a number")
    }
    #expect(error?.sqlState == "22P02")
  }
}

/// Whether these tests run in a session.
enum RealSession {
  static let isThere = ProcessInfo.processInfo.environment["DB_TEST_LEASES"] != nil
}

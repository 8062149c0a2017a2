import LibPQ
import Testing

@Suite("A script of several statements")
struct ScriptTests {
  @Test("gives the result of each, in order")
  func results() async throws {
    try await Connected.toServer { connection in
      let results = try await connection.execute(
        """
        CREATE TEMP TABLE a (id int); INSERT INTO a VALUES (1), (2), (3);
        SELECT id FROM a ORDER BY id DESC; UPDATE a SET id = 7 WHERE id > 1; DELETE FROM a WHERE false;
        """)
      #expect(
        results.map(\.commandTag) == ["CREATE TABLE", "INSERT 0 3", "SELECT 3", "UPDATE 2", "DELETE 0"])
      #expect(results.map(\.affectedRows) == [0, 3, 3, 2, 0])
      #expect(results[2].rows.map { $0[0] } == ["3", "2", "1"])
    }
  }

  @Test("that fails in the middle leaves nothing of what came before")
  func failing() async throws {
    try await Connected.toServer { connection in
      let error = try await #require(throws: PostgresError.self) {
        try await connection.execute("CREATE TEMP TABLE a (); SELECT 1 / 0; CREATE TEMP TABLE b ()")
      }
      #expect(error.sqlState == "22012")
      #expect(error.completedStatements == 1)
      #expect(try await connection.query("SELECT to_regclass('a')").firstValue == nil)
      #expect(try await connection.isInTransaction == false)
    }
  }

  @Test("that opens a transaction leaves it open, failed or not, until it is rolled back")
  func openTransaction() async throws {
    try await Connected.toServer { connection in
      try await connection.execute("BEGIN; SELECT 1")
      #expect(try await connection.isInTransaction)
      _ = try? await connection.execute("nonsense")
      #expect(try await connection.isInTransaction)
      let error = try await #require(throws: PostgresError.self) { try await connection.query("SELECT 1") }
      #expect(error.sqlState == "25P02")
      try await connection.execute("ROLLBACK")
      #expect(try await connection.isInTransaction == false)
    }
  }

  @Test("may be empty", arguments: ["", " ", ";", "-- nothing\n"])
  func empty(script: String) async throws {
    try await Connected.toServer { connection in
      let results = try await connection.execute(script)
      #expect(results.allSatisfy { $0.rows.isEmpty })
      let result = try await connection.query(script)
      #expect(result.rows.isEmpty)
    }
  }

  @Test("is refused where only one statement may stand")
  func oneOnly() async throws {
    try await Connected.toServer { connection in
      let error = try await #require(throws: PostgresError.self) {
        try await connection.query("SELECT 1; SELECT 2")
      }
      #expect(error.sqlState == "42601")
    }
  }

  @Test("may be many megabytes long")
  func long() async throws {
    try await Connected.toServer { connection in
      let text = String(repeating: "é", count: 8 << 20)
      let results = try await connection.execute("SELECT length('\(text)'); SELECT 2")
      #expect(results.map(\.firstValue) == ["\(8 << 20)", "2"])
    }
  }
}

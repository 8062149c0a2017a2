import LibPQ
import OwnTestServer
import Testing

@Suite("A result")
struct QueryResultTests {
  @Test("has columns by name and by number, the first of those of one name")
  func columns() async throws {
    try await Connected.toServer { connection in
      let result = try await connection.query(#"SELECT 1 AS a, NULL AS "B é", 3 AS a"#)
      #expect(result.columns == ["a", "B é", "a"])
      let row = try #require(result.rows.first)
      #expect(row["a"] == "1")
      #expect(row["B é"] == nil)
      #expect(row["none"] == nil)
      #expect(row[2] == "3")
    }
  }

  @Test(
    "has no first value where there is no row, no column or a NULL",
    arguments: ["SELECT 1 WHERE false", "SELECT", "SELECT NULL", "CREATE TEMP TABLE a ()"])
  func noFirstValue(statement: String) async throws {
    try await Connected.toServer { connection in
      let value = try await connection.query(statement).firstValue
      #expect(value == nil)
    }
  }

  @Test("may have 100 000 rows")
  func manyRows() async throws {
    try await Connected.toServer { connection in
      let result = try await connection.query(
        "SELECT i, repeat('x', 100), NULL FROM generate_series(1, 100000) AS i")
      #expect(result.rows.count == 100_000)
      #expect(result.affectedRows == 100_000)
      #expect(result.rows.enumerated().allSatisfy { $1[0] == "\($0 + 1)" && $1[1]?.count == 100 })
      try await Connected.proveUsable(connection)
    }
  }

  @Test("may have a value of many megabytes")
  func largeValue() async throws {
    try await Connected.toServer { connection in
      let value = try await connection.query("SELECT repeat('é', 10000000)").firstValue
      #expect(value?.utf8.count == 20_000_000)
    }
  }

  @Test("is in UTF-8, whatever encoding the DSN asks for")
  func encoding() async throws {
    try await TestServer.withTurn { dsn in
      let connection = try await Connection.open(dsn.replacing(["client_encoding": "LATIN1"]))
      #expect(try await connection.query("SELECT 'é'").firstValue == "é")
      await connection.close()
    }
  }
}

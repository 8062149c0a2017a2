import LibPQ
import Testing

@Suite("Parameters")
struct ParameterTests {
  @Test(
    "arrive as they were given",
    arguments: [
      "plain", "", " ", "it's", #"say "hi""#, "\\", "$1", "'; DROP TABLE a; --", "é😀 ñ", "e\u{301}",
      "line\nline\r\n",
      "NULL", String(repeating: "ü", count: 1_000_000),
    ])
  func texts(text: String) async throws {
    try await Connected.toServer { connection in
      let result = try await connection.query("SELECT $1::text AS value, octet_length($1)", [text])
      let value = try #require(result.rows.first?["value"])
      #expect(Array(value.utf8) == Array(text.utf8))
      #expect(result.rows.first?[1] == "\(text.utf8.count)")
    }
  }

  @Test("that are nil are NULL, and an empty one is not")
  func null() async throws {
    try await Connected.toServer { connection in
      let row = try await connection.query("SELECT $1::text, $2::text IS NULL, $2::text", [nil, ""]).rows
        .first
      #expect(row?[0] == .some(nil))
      #expect(row?[1] == "f")
      #expect(row?[2] == "")
    }
  }

  @Test("keep their order, and may be many")
  func many() async throws {
    try await Connected.toServer { connection in
      let list = (1...1000).map { "$\($0)::int" }.joined(separator: ",")
      let row = try await connection.query("SELECT \(list)", (1...1000).map { "\($0)" }).rows.first
      #expect((0..<1000).allSatisfy { row?[$0] == "\($0 + 1)" })
    }
  }

  @Test("that are more than the protocol can carry are refused, and the connection stays")
  func tooMany() async throws {
    try await Connected.toServer { connection in
      let parameters = [String?](repeating: "1", count: 70_000)
      let error = try await #require(throws: PostgresError.self) {
        try await connection.query("SELECT $1::int", parameters)
      }
      #expect(error.code == .statementFailed)
      try await Connected.proveUsable(connection)
    }
  }

  @Test("with a NUL are refused, as any text with one is, and not cut off there")
  func nul() async throws {
    try await Connected.toServer { connection in
      let calls: [@Sendable () async throws -> Void] = [
        { _ = try await connection.query("SELECT $1::text", ["a\0b"]) },
        { _ = try await connection.query("SELECT 1\0, 2") },
        { try await connection.execute("SELECT 1;\0SELECT 2") },
        { try await connection.copyIn("COPY a FROM STDIN\0", []) },
        { _ = try await connection.quoted(identifier: "a\0b") },
        { _ = try await connection.quoted(literal: "a\0b") },
      ]
      for call in calls {
        let error = try await #require(throws: PostgresError.self) { try await call() }
        #expect(error.message == "a text with a NUL character can't be sent")
      }
      try await Connected.proveUsable(connection)
    }
  }

  @Test("that the statement does not take are an error with a SQLSTATE")
  func mismatch() async throws {
    try await Connected.toServer { connection in
      let error = try await #require(throws: PostgresError.self) {
        try await connection.query("SELECT $1::int", ["one"])
      }
      #expect(error.code == .statementFailed)
      #expect(error.sqlState == "22P02")
    }
  }
}

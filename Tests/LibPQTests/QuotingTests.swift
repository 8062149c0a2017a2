import LibPQ
import Testing

@Suite("Quoting")
struct QuotingTests {
  private static let oddTexts = [
    "plain", "Upper", "with space", #"say "hi""#, #"""""#, "it's", "''", "a.b", "select", "back\\slash", "é😀",
    "x; DROP TABLE a; --", "$1", "line\nline",
  ]

  @Test("makes an identifier of any text", arguments: oddTexts)
  func identifiers(text: String) async throws {
    try await Connected.toServer { connection in
      let quoted = try await connection.quoted(identifier: text)
      try await connection.execute("CREATE TEMP TABLE \(quoted) (\(quoted) int)")
      #expect(try await connection.query("TABLE \(quoted)").columns == [text])
      #expect(try await connection.query("SELECT 1 FROM pg_class WHERE relname = $1", [text]).rows.count == 1)
    }
  }

  @Test("makes a literal of any text", arguments: oddTexts + [""])
  func literals(text: String) async throws {
    try await Connected.toServer { connection in
      let quoted = try await connection.quoted(literal: text)
      #expect(try await connection.query("SELECT \(quoted)").firstValue == text)
    }
  }

  @Test("doubles the quotes inside")
  func doubled() async throws {
    try await Connected.toServer { connection in
      let identifier = try await connection.quoted(identifier: #"a"b"#)
      #expect(identifier == #""a""b""#)
      let literal = try await connection.quoted(literal: "a'b")
      #expect(literal == "'a''b'")
    }
  }

  @Test("is refused on a closed connection")
  func closed() async throws {
    try await Connected.toServer { connection in
      await connection.close()
      let error = try await #require(throws: PostgresError.self) {
        try await connection.quoted(identifier: "a")
      }
      #expect(error.code == .connectionLost)
    }
  }
}

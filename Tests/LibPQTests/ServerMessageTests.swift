import LibPQ
import Testing

@Suite("A statement's error")
struct ServerMessageTests {
  private func failure(_ statements: String...) async throws -> PostgresError {
    try await Connected.toServer { connection in
      for statement in statements.dropLast() { try await connection.execute(statement) }
      return try await #require(throws: PostgresError.self) {
        try await connection.query(#require(statements.last))
      }
    }
  }

  @Test("has its SQLSTATE, and its place counted in characters")
  func position() async throws {
    let error = try await failure("SELECT 'é😀', nonsense")
    #expect(error.code == .statementFailed)
    #expect(error.sqlState == "42703")
    #expect(error.server?.severity == "ERROR")
    #expect(error.server?.message == #"column "nonsense" does not exist"#)
    #expect(error.server?.position == 14)
    #expect(error.server?.detail == nil)
  }

  @Test("has the schema, table, column and constraint that it is about")
  func object() async throws {
    let error = try await failure(
      "CREATE TEMP TABLE a (id int NOT NULL CONSTRAINT positive CHECK (id > 0))", "INSERT INTO a VALUES (0)")
    #expect(error.sqlState == "23514")
    #expect(error.server?.constraint == "positive")
    #expect(error.server?.table == "a")
    #expect(error.server?.schema?.hasPrefix("pg_temp") == true)
    let null = try await failure("CREATE TEMP TABLE a (id int NOT NULL)", "INSERT INTO a VALUES (NULL)")
    #expect(null.server?.column == "id")
  }

  @Test("has the statement the server made itself, and the calls it was in")
  func inside() async throws {
    let error = try await failure("DO $$ BEGIN EXECUTE 'SELECT nonsense'; END $$")
    #expect(error.server?.internalQuery == "SELECT nonsense")
    #expect(error.server?.internalPosition == 8)
    #expect(error.server?.position == nil)
    #expect(error.server?.context == "PL/pgSQL function inline_code_block line 1 at EXECUTE")
  }

  @Test("has the data type that it is about")
  func dataType() async throws {
    let error = try await failure(
      "CREATE DOMAIN pg_temp.positive AS int CHECK (VALUE > 0)", "SELECT 0::pg_temp.positive")
    #expect(error.server?.dataType == "positive")
  }

  @Test("is described with its SQLSTATE, detail and hint")
  func description() async throws {
    let error = try await failure(
      "DO $$ BEGIN RAISE 'broken' USING ERRCODE = 'A1B2C', DETAIL = 'the spring', HINT = 'replace it'; END $$"
    )
    #expect(
      "\(error)" == """
        ERROR: broken (SQLSTATE A1B2C)
        DETAIL: the spring
        HINT: replace it
        """)
    #expect(error.message.contains("broken"))
    #expect(error.message.last?.isNewline == false)
  }
}

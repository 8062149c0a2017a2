import LibPQ
import OwnTestServer
import Testing

@Suite("A connection that the server ends", .timeLimit(.minutes(5)))
struct LostConnectionTests {
  private static let terminated = "terminating connection due to administrator command"

  /// Ends a connection's session once it sleeps, and gives back the error its statement ends with.
  private func failure(
    _ statement: @escaping @Sendable (Connection) async throws -> Void
  ) async throws -> PostgresError {
    try await TestServer.withTurn { dsn in
      let observer = try await Connection.open(dsn)
      let connection = try await Connection.open(dsn)
      let backend = try await Connected.backend(of: connection)
      let task = Task { try await statement(connection) }
      let runs = "bool_or(wait_event = 'PgSleep')"
      #expect(try await Connected.wait(until: runs, of: [backend], askedBy: observer))
      _ = try await observer.query("SELECT pg_terminate_backend($1::int)", [backend])
      let error = try await #require(throws: PostgresError.self) { try await task.value }
      #expect(await connection.isUsable == false)
      let next = try await #require(throws: PostgresError.self) { try await connection.query("SELECT 1") }
      #expect(next.code == .connectionLost)
      await connection.close()
      await observer.close()
      return error
    }
  }

  @Test("in the middle of a query says why")
  func query() async throws {
    let error = try await failure { _ = try await $0.query("SELECT pg_sleep(3600)") }
    #expect(error.code == .connectionLost)
    #expect(error.sqlState == "57P01")
    #expect(error.server?.message == Self.terminated)
  }

  @Test("in the middle of a script says why")
  func script() async throws {
    let error = try await failure { try await $0.execute("SELECT 1; SELECT pg_sleep(3600); SELECT 2") }
    #expect(error.code == .connectionLost)
    #expect(error.sqlState == "57P01")
    #expect(error.message.contains(Self.terminated))
  }

  @Test("in the middle of a COPY to here says why")
  func copyOut() async throws {
    let error = try await failure {
      _ = try await $0.copyOut("COPY (SELECT i, pg_sleep(i) FROM generate_series(0, 3600) AS i) TO STDOUT")
    }
    #expect(error.code == .connectionLost)
    #expect(error.message.contains(Self.terminated))
  }

  @Test("in the middle of a COPY from here is an error")
  func copyIn() async throws {
    let error = try await failure { connection in
      try await connection.execute(
        """
        CREATE TEMP TABLE a (id int);
        CREATE FUNCTION pg_temp.wait() RETURNS trigger LANGUAGE plpgsql AS
          'BEGIN PERFORM pg_sleep(3600); RETURN NEW; END';
        CREATE TRIGGER t BEFORE INSERT ON a FOR EACH ROW EXECUTE FUNCTION pg_temp.wait();
        """)
      try await connection.copyIn("COPY a FROM STDIN", Array(String(repeating: "1\n", count: 16 << 20).utf8))
    }
    #expect(error.code == .connectionLost)
    #expect(!error.message.isEmpty)
  }

  @Test("while nothing runs is noticed by the next statement")
  func idle() async throws {
    try await TestServer.withTurn { dsn in
      let observer = try await Connection.open(dsn)
      let connection = try await Connection.open(dsn)
      let backend = try await Connected.backend(of: connection)
      _ = try await observer.query("SELECT pg_terminate_backend($1::int)", [backend])
      #expect(try await Connected.wait(until: "count(*) = 0", of: [backend], askedBy: observer))
      let error = try await #require(throws: PostgresError.self) { try await connection.query("SELECT 1") }
      #expect(error.code == .connectionLost)
      #expect(error.message.contains(Self.terminated))
      #expect(await connection.isUsable == false)
      await connection.close()
      await observer.close()
    }
  }
}

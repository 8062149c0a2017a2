import LibPQ
import OwnTestServer
import Testing

@Suite("Cancelling the task that waits")
struct CancelTests {
  /// Cancels the task of a statement once the server runs it.
  private func cancelOnceRunning(
    _ statement: @escaping @Sendable (Connection) async throws -> Void,
    then check: (Connection) async throws -> Void
  ) async throws {
    try await TestServer.withTurn { dsn in
      let observer = try await Connection.open(dsn)
      let connection = try await Connection.open(dsn)
      let backend = try await Connected.backend(of: connection)
      let task = Task { try await statement(connection) }
      let runs = "bool_or(wait_event = 'PgSleep')"
      #expect(try await Connected.wait(until: runs, of: [backend], askedBy: observer))
      task.cancel()
      await #expect(throws: CancellationError.self) { try await task.value }
      try await check(connection)
      await connection.close()
      await observer.close()
    }
  }

  @Test("ends a query that runs, and the connection stays usable", .timeLimit(.minutes(5)))
  func query() async throws {
    try await cancelOnceRunning {
      _ = try await $0.query("SELECT pg_sleep($1::float8)", ["3600"])
    } then: { connection in
      #expect(await connection.isUsable)
      try await Connected.proveUsable(connection)
    }
  }

  @Test("ends a script, none of whose later statements runs", .timeLimit(.minutes(5)))
  func script() async throws {
    try await cancelOnceRunning {
      try await $0.execute("BEGIN; SELECT pg_sleep(3600); COMMIT; CREATE TEMP TABLE a ()")
    } then: { connection in
      #expect(try await connection.isInTransaction)
      try await connection.execute("ROLLBACK")
      #expect(try await connection.query("SELECT to_regclass('a')").firstValue == nil)
    }
  }

  @Test("ends a COPY to here", .timeLimit(.minutes(5)))
  func copyOut() async throws {
    try await cancelOnceRunning {
      _ = try await $0.copyOut("COPY (SELECT i, pg_sleep(i) FROM generate_series(0, 3600) AS i) TO STDOUT")
    } then: { connection in
      try await Connected.proveUsable(connection)
    }
  }

  @Test("ends a COPY from here while much data waits to be taken", .timeLimit(.minutes(5)))
  func copyIn() async throws {
    try await cancelOnceRunning { connection in
      try await connection.execute(
        """
        CREATE TEMP TABLE a (id int);
        CREATE FUNCTION pg_temp.wait() RETURNS trigger LANGUAGE plpgsql AS
          'BEGIN PERFORM pg_sleep(3600); RETURN NEW; END';
        CREATE TRIGGER t BEFORE INSERT ON a FOR EACH ROW EXECUTE FUNCTION pg_temp.wait();
        """)
      try await connection.copyIn("COPY a FROM STDIN", Array(String(repeating: "1\n", count: 16 << 20).utf8))
    } then: { connection in
      let count = try await connection.query("SELECT count(*) FROM a").firstValue
      #expect(count == "0")
    }
  }

  @Test("before it starts keeps the statement from being sent")
  func beforeStart() async throws {
    try await Connected.toServer { connection in
      let task = Task {
        while !Task.isCancelled { await Task.yield() }
        try await connection.execute("CREATE TEMP TABLE a ()")
      }
      task.cancel()
      await #expect(throws: CancellationError.self) { try await task.value }
      let table = try await connection.query("SELECT to_regclass('a')").firstValue
      #expect(table == nil)
    }
  }

  @Test("while it waits for another statement leaves that one alone", .timeLimit(.minutes(5)))
  func waiting() async throws {
    try await Connected.toServer { connection in
      async let first = connection.query("SELECT 'done' FROM pg_sleep(0.5)").firstValue
      try await Task.sleep(for: .milliseconds(100))
      let second = Task { try await connection.execute("CREATE TEMP TABLE a ()") }
      second.cancel()
      await #expect(throws: CancellationError.self) { try await second.value }
      #expect(try await first == "done")
      #expect(try await connection.query("SELECT to_regclass('a')").firstValue == nil)
    }
  }

  @Test("after the statement ended does nothing to it nor to the next")
  func afterwards() async throws {
    try await Connected.toServer { connection in
      let task = Task { try await connection.query("SELECT 1").firstValue }
      let answer = try await task.value
      #expect(answer == "1")
      task.cancel()
      #expect(try await connection.query("SELECT 2 FROM pg_sleep(0.1)").firstValue == "2")
    }
  }

  @Test("at the moment it ends never hits the next statement", .timeLimit(.minutes(5)))
  func justThen() async throws {
    try await Connected.toServer { connection in
      for round in 0..<300 {
        let task = Task { try await connection.query("SELECT pg_sleep(0.001)").commandTag }
        try await Task.sleep(for: .microseconds(round * 7))
        task.cancel()
        #expect(try await connection.query("SELECT 2 FROM pg_sleep(0.001)").firstValue == "2")
        do {
          #expect(try await task.value == "SELECT 1")
        } catch is CancellationError {}
      }
    }
  }
}

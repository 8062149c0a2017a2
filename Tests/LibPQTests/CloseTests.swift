import LibPQ
import OwnTestServer
import Testing

@Suite("Closing", .timeLimit(.minutes(5)))
struct CloseTests {
  private func withObserver(_ body: (DSN, Connection) async throws -> Void) async throws {
    try await TestServer.withTurn { dsn in
      let observer = try await Connection.open(dsn)
      try await body(dsn, observer)
      await observer.close()
    }
  }

  @Test("ends the session on the server, and may be done again")
  func twice() async throws {
    try await withObserver { dsn, observer in
      let connection = try await Connection.open(dsn)
      let backend = try await Connected.backend(of: connection)
      await connection.close()
      await connection.close()
      #expect(await connection.isUsable == false)
      #expect(try await Connected.wait(until: "count(*) = 0", of: [backend], askedBy: observer))
    }
  }

  @Test("may be done by many tasks at once")
  func atOnce() async throws {
    try await withObserver { dsn, observer in
      let connection = try await Connection.open(dsn)
      let backend = try await Connected.backend(of: connection)
      await withTaskGroup { group in
        for _ in 0..<50 { group.addTask { await connection.close() } }
      }
      #expect(try await Connected.wait(until: "count(*) = 0", of: [backend], askedBy: observer))
    }
  }

  @Test("waits for the statement that runs")
  func whileRunning() async throws {
    try await withObserver { dsn, observer in
      let connection = try await Connection.open(dsn)
      let backend = try await Connected.backend(of: connection)
      let task = Task { try await connection.query("SELECT 'done' FROM pg_sleep(1)").firstValue }
      let runs = "bool_or(wait_event = 'PgSleep')"
      #expect(try await Connected.wait(until: runs, of: [backend], askedBy: observer))
      await connection.close()
      #expect(try await task.value == "done")
      #expect(try await Connected.wait(until: "count(*) = 0", of: [backend], askedBy: observer))
    }
  }

  @Test("is what dropping the last reference does")
  func lastReference() async throws {
    try await withObserver { dsn, observer in
      var connection: Connection? = try await Connection.open(dsn)
      let backend = try await Connected.backend(of: #require(connection))
      weak let reference = connection
      connection = nil
      #expect(reference == nil)
      #expect(try await Connected.wait(until: "count(*) = 0", of: [backend], askedBy: observer))
    }
  }

  @Test("is what dropping the last reference does, where a statement was cancelled before")
  func lastReferenceAfterCancel() async throws {
    try await withObserver { dsn, observer in
      let backend = try await {
        let connection = try await Connection.open(dsn)
        let task = Task { try await connection.query("SELECT pg_sleep(3600)") }
        let backend = Task { try await Connected.backend(of: connection) }
        task.cancel()
        _ = try? await task.value
        return try await backend.value
      }()
      #expect(try await Connected.wait(until: "count(*) = 0", of: [backend], askedBy: observer))
    }
  }

  @Test("makes every later call an error")
  func afterwards() async throws {
    try await withObserver { dsn, _ in
      let connection = try await Connection.open(dsn)
      await connection.close()
      let calls: [@Sendable () async throws -> Void] = [
        { _ = try await connection.query("SELECT 1") }, { try await connection.execute("SELECT 1") },
        { try await connection.copyIn("COPY a FROM STDIN", [1]) },
        { _ = try await connection.copyOut("COPY a TO STDOUT") }, { _ = try await connection.resolved() },
        { _ = try await connection.serverVersion }, { _ = try await connection.isInTransaction },
      ]
      for call in calls {
        let error = try await #require(throws: PostgresError.self) { try await call() }
        #expect(error.code == .connectionLost)
        #expect(error.message == "the connection is closed")
      }
    }
  }
}

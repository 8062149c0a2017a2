import LibPQ
import OwnTestServer
import Testing

@Suite("A server that can't be reached any more", .timeLimit(.minutes(5)))
struct UnreachableServerTests {
  /// A relay stands on a port, which a server that is reached by a socket's folder does not have.
  private static let hasPort =
    (try? TestServer.dsn()["host"]).map { !$0.hasPrefix("/") && !$0.contains(",") } ?? false

  @Test("does not keep a cancelled task waiting: the connection is given up", .enabled(if: hasPort))
  func cancelled() async throws {
    try await TestServer.withTurn { dsn in
      let observer = try await Connection.open(dsn)
      let relay = try Relay(to: #require(dsn["host"]), port: dsn["port"] ?? "5432")
      let connection = try await Connection.open(
        dsn.replacing(["hostaddr": "127.0.0.1", "port": "\(relay.port)"]))
      let backend = try await Connected.backend(of: connection)
      let task = Task { try await connection.query("SELECT pg_sleep(3600)") }
      let runs = "bool_or(wait_event = 'PgSleep')"
      #expect(try await Connected.wait(until: runs, of: [backend], askedBy: observer))
      relay.fail()
      task.cancel()
      await #expect(throws: CancellationError.self) { try await task.value }
      #expect(await connection.isUsable == false)
      let next = try await #require(throws: PostgresError.self) { try await connection.query("SELECT 1") }
      #expect(next.code == .connectionLost)
      _ = try await observer.query("SELECT pg_terminate_backend($1::int)", [backend])
      await observer.close()
    }
  }
}

import LibPQ
import OwnTestServer
import Testing

/// Connections to the server the tests run against.
enum Connected {
  /// Lets a test use a connection to the server, in a session where it makes temporary things only.
  static func toServer<Result>(
    onNotice: (@Sendable (ServerMessage) -> Void)? = nil, _ body: (Connection) async throws -> Result
  ) async throws -> Result {
    try await TestServer.withTurn { dsn in
      let connection = try await Connection.open(dsn, onNotice: onNotice)
      let result = try await body(connection)
      await connection.close()
      return result
    }
  }

  /// Proves that the next statement on this connection works, and gets an answer of its own.
  static func proveUsable(
    _ connection: Connection, sourceLocation: SourceLocation = #_sourceLocation
  ) async throws {
    let number = "\(Int.random(in: 1 ... .max))"
    let answer = try await connection.query("SELECT $1::text", [number]).firstValue
    #expect(answer == number, sourceLocation: sourceLocation)
  }

  /// The number of the process that serves this connection.
  static func backend(of connection: Connection) async throws -> String {
    try #require(await connection.query("SELECT pg_backend_pid()").firstValue)
  }

  /// Waits until a condition holds of the sessions of some backends; false where a minute was not enough.
  static func wait(
    until condition: String, of backends: [String], askedBy observer: Connection
  ) async throws -> Bool {
    let question = "SELECT \(condition) FROM pg_stat_activity WHERE pid = ANY ($1::int[])"
    let list = "{\(backends.joined(separator: ","))}"
    for _ in 0..<3000 {
      if try await observer.query(question, [list]).firstValue == "t" { return true }
      try await Task.sleep(for: .milliseconds(20))
    }
    return false
  }
}

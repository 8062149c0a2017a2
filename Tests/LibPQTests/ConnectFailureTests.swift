import LibPQ
import OwnTestServer
import Testing

@Suite("A connection that can't be made")
struct ConnectFailureTests {
  private static let passwordIsAsked = (try? TestServer.dsn()["password"]) != nil

  private func failure(_ dsn: DSN, timeout: Duration = .seconds(10)) async throws -> PostgresError {
    let error = try await #require(throws: PostgresError.self) {
      try await Connection.open(dsn, timeout: timeout)
    }
    if let password = dsn["password"] { #expect(!String(reflecting: error).contains(password)) }
    return error
  }

  @Test("for a wrong password says so, without the password", .enabled(if: passwordIsAsked))
  func wrongPassword() async throws {
    try await TestServer.withTurn { dsn in
      let error = try await failure(dsn.replacing(["password": "wrong horse"]))
      #expect(error.code == .connectionFailed)
      #expect(error.message.contains("password authentication failed"))
      #expect(error.message.last?.isNewline == false)
    }
  }

  @Test("for an unknown user says so, without the password")
  func unknownUser() async throws {
    try await TestServer.withTurn { dsn in
      let error = try await failure(dsn.replacing(["user": "dbt nobody", "password": "wrong horse"]))
      #expect(error.code == .connectionFailed)
      #expect(error.message.contains("dbt nobody"))
    }
  }

  @Test("for an unknown database says so")
  func unknownDatabase() async throws {
    try await TestServer.withTurn { dsn in
      let error = try await failure(dsn.replacing(["dbname": "dbt nowhere"]))
      #expect(error.code == .connectionFailed)
      #expect(error.message.contains(#"database "dbt nowhere" does not exist"#))
    }
  }

  @Test("for a port that refuses says so, at every host")
  func refused() async throws {
    let socket = try ListeningSocket(accepting: false)
    let dsn = DSN(["host": "127.0.0.1,127.0.0.1", "port": "\(socket.port)", "password": "wrong horse"])
    let error = try await failure(dsn)
    #expect(error.code == .connectionFailed)
    #expect(error.message.split(separator: "Connection refused").count == 3)
    #expect(error.sqlState == nil)
  }

  @Test("for a server that does not answer gives up in time")
  func silent() async throws {
    let socket = try ListeningSocket(accepting: true)
    let dsn = DSN(["host": "127.0.0.1", "port": "\(socket.port)", "password": "wrong horse"])
    let error = try await failure(dsn, timeout: .milliseconds(200))
    #expect(error.code == .timedOut)
  }

  @Test("for a server that does not answer can be cancelled")
  func cancelled() async throws {
    let socket = try ListeningSocket(accepting: true)
    let dsn = DSN(["host": "127.0.0.1", "port": "\(socket.port)"])
    let task = Task { try await Connection.open(dsn, timeout: .seconds(3600)) }
    try await Task.sleep(for: .milliseconds(100))
    task.cancel()
    await #expect(throws: CancellationError.self) { try await task.value }
  }

  @Test("for a folder without a socket says so")
  func noSocket() async throws {
    let error = try await failure(DSN(["host": "/nowhere", "port": "1", "password": "wrong horse"]))
    #expect(error.code == .connectionFailed)
    #expect(error.message.contains("/nowhere/.s.PGSQL.1"))
  }

  @Test(
    "for an option that libpq does not take says so",
    arguments: [("sslmode", "perhaps"), ("port", "none"), ("no_such_option", "1")])
  func badOption(keyword: String, value: String) async throws {
    let error = try await failure(DSN(["host": "127.0.0.1", "password": "wrong horse", keyword: value]))
    #expect(error.code == .connectionFailed)
    #expect(error.message.contains("invalid"))
  }
}

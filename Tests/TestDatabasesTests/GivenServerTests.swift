import LibPQ
import OwnTestServer
import Testing

@testable import TestDatabases

@Suite("A given server")
struct GivenServerTests {
  private func failure(_ text: String) async -> SessionError? {
    await #expect(throws: SessionError.self) { try await DatabaseServer.given(text, source: "--dsn") }
  }

  @Test("that no string can name is refused with both forms that one can have")
  func invalid() async throws {
    let error = await failure("postgres://[broken")
    #expect(error?.code == .invalidDSN)
    #expect(error?.description.contains("host=… user=…") == true)
  }

  @Test(
    "whose password hides in what libpq takes for something else is refused without a word of it",
    arguments: ["sec/ret", "12/ret", "sec?ret", "sec#ret", "/secret", "sec/r@t", "sec@ret", "sec@r@t"])
  func cutShort(password: String) async throws {
    let error = await failure("postgres://dev:\(password)@127.0.0.1:55432/postgres")
    #expect(error?.code == .invalidDSN)
    #expect(error?.description.contains("%2F") == true)
    #expect(error?.description.contains("sec") == false && error?.description.contains("ret") == false)
  }

  @Test("that nobody listens for is named, without the password")
  func unreachable() async throws {
    let error = await failure("postgres://me:geheim-7@127.0.0.1:1/postgres")
    #expect(error?.code == .unreachable)
    #expect(error?.description.contains("127.0.0.1:1") == true)
    #expect(error?.description.contains("geheim-7") == false)
  }

  @Test("refuses a role that may not create databases, and says how it may")
  func mayNotCreate() async throws {
    let role = "Modest \(SessionIdentifier.random())"
    let dsn = try TestServer.dsn()
    try await TestServer.administrate { connection in
      let quoted = try await connection.quoted(identifier: role)
      try await connection.execute("CREATE ROLE \(quoted) LOGIN PASSWORD 'modest-1'")
    }
    let error = await failure(dsn.replacing(["user": role, "password": "modest-1"]).url)
    #expect(error?.code == .mayNotCreateDatabases)
    #expect(error?.description.contains("ALTER ROLE \"\(role)\" CREATEDB") == true)
    try await TestServer.administrate { connection in
      try await connection.execute("DROP ROLE \(try await connection.quoted(identifier: role))")
    }
  }

  @Test("of which several are named is the one that was connected to, from then on")
  func severalHosts() async throws {
    let dsn = try TestServer.administrator()
    let (host, port) = (try #require(dsn["host"]), try #require(dsn["port"]))
    let both = dsn.replacing(["host": "127.0.0.1,\(host)", "port": "1,\(port)"])
    let database = try await DatabaseServer.given(both.url, source: "--dsn").dsn(database: "other")
    #expect(database["host"] == host)
    #expect(database["port"] == port)
  }

  @Test("keeps its options in the DSN of each database, and only the name changes")
  func optionsStay() async throws {
    let dsn = try TestServer.administrator().replacing(["connect_timeout": "7"])
    let server = try await DatabaseServer.given(dsn.url, source: "--dsn")
    let database = server.dsn(database: "other")
    #expect(database["connect_timeout"] == "7")
    #expect(database["dbname"] == "other")
    #expect(database["host"] == dsn["host"])
  }
}

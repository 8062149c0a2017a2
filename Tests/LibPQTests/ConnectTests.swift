import Foundation
import LibPQ
import OwnTestServer
import Testing

@Suite("Connecting")
struct ConnectTests {
  @Test("goes to the database that the DSN names, as the user it names")
  func database() async throws {
    try await TestServer.withDatabase { dsn in
      let connection = try await Connection.open(dsn)
      let row = try await connection.query("SELECT current_database(), current_user").rows.first
      #expect(row?[0] == dsn["dbname"])
      if let user = dsn["user"] { #expect(row?[1] == user) }
      await connection.close()
    }
  }

  @Test("understands a DSN that was written as a URL and read again")
  func throughURL() async throws {
    try await TestServer.withTurn { dsn in
      let named = dsn.replacing(["application_name": "an \"odd\" name: 100% & é"])
      let connection = try await Connection.open(DSN(parsing: named.url))
      #expect(
        try await connection.query("SHOW application_name").firstValue?.hasPrefix("an \"odd\" name: 100% &")
          == true)
      await connection.close()
    }
  }

  @Test("passes on the options of the DSN")
  func options() async throws {
    try await TestServer.withTurn { dsn in
      let connection = try await Connection.open(dsn.replacing(["options": "-c statement_timeout=12345"]))
      #expect(try await connection.query("SHOW statement_timeout").firstValue == "12345ms")
      await connection.close()
    }
  }

  @Test("tells what it is in fact using, which leads to the same place again")
  func resolved() async throws {
    try await TestServer.withDatabase { dsn in
      let connection = try await Connection.open(dsn)
      let resolved = try await connection.resolved()
      #expect(resolved["dbname"] == dsn["dbname"])
      #expect(resolved["port"] != nil)
      #expect(resolved["user"] != nil)
      let again = try await Connection.open(DSN(parsing: resolved.url))
      #expect(try await again.query("SELECT current_database()").firstValue == dsn["dbname"])
      await again.close()
      await connection.close()
    }
  }

  @Test("tells the password that it took from a file")
  func passwordFile() async throws {
    let dsn = try TestServer.dsn()
    // A server may ask for none.
    guard let password = dsn["password"], let user = dsn["user"] else { return }
    let file = FileManager.default.temporaryDirectory.appendingPathComponent("passwords-\(UUID().uuidString)")
    let line = Data("*:*:*:\(user):\(password)\n".utf8)
    #expect(FileManager.default.createFile(atPath: file.path, contents: line, attributes: [.posixPermissions: 0o600]))
    defer { try? FileManager.default.removeItem(at: file) }
    let connection = try await Connection.open(dsn.replacing(["password": nil, "passfile": file.path]))
    #expect(try await connection.resolved()["password"] == password)
    await connection.close()
  }

  @Test("tells the server's version")
  func version() async throws {
    try await Connected.toServer { connection in
      let version = try await connection.query("SHOW server_version_num").firstValue
      #expect(try await "\(connection.serverVersion)" == version)
    }
  }

  @Test("tries the next host where one refuses")
  func secondHost() async throws {
    try await TestServer.withTurn { dsn in
      let real = try await Connection.open(dsn)
      let resolved = try await real.resolved()
      await real.close()
      let socket = try ListeningSocket(accepting: false)
      let (host, port) = try (#require(resolved["host"]), #require(resolved["port"]))
      let connection = try await Connection.open(
        dsn.replacing(["host": "127.0.0.1,\(host)", "port": "\(socket.port),\(port)", "hostaddr": nil]))
      try await Connected.proveUsable(connection)
      await connection.close()
    }
  }
}

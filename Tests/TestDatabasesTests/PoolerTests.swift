import Foundation
import LibPQ
import OwnTestServer
import ProcessTestTools
import Testing

@testable import TestDatabases

private let pgbouncer = ["/usr/sbin/pgbouncer", "/usr/bin/pgbouncer", "/opt/homebrew/bin/pgbouncer"].first {
  FileManager.default.isExecutableFile(atPath: $0)
}

/// A server that is reached through a real PgBouncer. `scripts/test` installs it.
@Suite("Through a pooler", .enabled(if: pgbouncer != nil, "PgBouncer is not installed"))
struct PoolerTests {
  /// Lets a test reach the server through a pooler.
  private func withPooler(mode: String, _ body: (String) async throws -> Void) async throws {
    let server = try TestServer.dsn()
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("pooler-\(UUID().uuidString)")
    // Another user has to read it, since PgBouncer does not run as root.
    try FileManager.default.createDirectory(
      at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o755])
    defer { try? FileManager.default.removeItem(at: folder) }
    let port = Int.random(in: 20_000..<30_000)
    let settings = """
      [databases]
      postgres = host=\(server["host"] ?? "") port=\(server["port"] ?? "") dbname=postgres \
      user=\(server["user"] ?? "") password=\(server["password"] ?? "")
      [pgbouncer]
      listen_addr = 127.0.0.1
      listen_port = \(port)
      unix_socket_dir =
      auth_type = any
      pool_mode = \(mode)
      ignore_startup_parameters = extra_float_digits
      """
    let file = folder.appendingPathComponent("pgbouncer.ini")
    try Data(settings.utf8).write(to: file)
    let process = Process()
    process.executableURL = URL(filePath: pgbouncer ?? "")
    process.arguments = (getuid() == 0 ? ["-u", "nobody"] : []) + [file.path]
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    defer {
      // What it inherits of this thread keeps other signals from it.
      kill(process.processIdentifier, SIGKILL)
      process.waitUntilExit()
    }
    let dsn = "postgres://anybody@127.0.0.1:\(port)/postgres"
    let deadline = ContinuousClock.now + .seconds(60)
    while true {
      do {
        let connection = try await Connection.open(try DSN(parsing: dsn))
        await connection.close()
        break
      } catch  where ContinuousClock.now < deadline { try await Task.sleep(for: .milliseconds(20)) }
    }
    try await body(dsn)
  }

  @Test("in transaction mode a server is refused, with what to do", arguments: ["transaction", "statement"])
  func transactions(mode: String) async throws {
    try await withPooler(mode: mode) { dsn in
      let error = await #expect(throws: SessionError.self) { try await DatabaseServer.given(dsn, source: "--dsn") }
      #expect(error?.code == .unsuitableServer)
      #expect(error?.description.contains("pool_mode = session") == true)
    }
  }

  @Test("in session mode it is as good as without one")
  func sessions() async throws {
    try await withPooler(mode: "session") { dsn in
      do {
        let server = try await DatabaseServer.given(dsn, source: "--dsn")
        #expect(server.ownerName == (try TestServer.dsn()["user"]))
      } catch let error as SessionError {
        // What is looked at next: on an embedded server the tests' role may not do that.
        #expect(error.code == .mayNotCreateDatabases)
      }
    }
  }
}

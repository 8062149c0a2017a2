import LeaseProtocol
import LibPQ
import ProcessTestTools
import Supervision
import Testing

@testable import EmbeddedPostgres
@testable import TestDatabases

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// With a server of their own, since it does not come to much good.
@Suite("After a crash of the server") struct CrashTests {
  private static let migration = """
    CREATE TABLE a (n int); INSERT INTO a VALUES (1);
    CREATE UNLOGGED TABLE cache (n int); INSERT INTO cache VALUES (1);
    """

  @Test("the next test gets what the migrations made, also in tables that a crash empties")
  func crash() async throws {
    try await OwnEmbeddedServer.with { server in
      try await Playground.open(["0001_a.sql": Self.migration], on: server) { playground in
        let shared = try await playground.databases.take(.shared, for: .testing)
        await playground.databases.giveBack(shared, .shared, for: .testing)
        for _ in 0..<2 {
          let member = try await playground.databases.take(.pooled, for: .testing)
          let client = try await Connection.open(playground.superuser(member))
          try await client.execute("INSERT INTO a VALUES (2)")
          await client.close()
          await playground.databases.giveBack(member, .pooled, for: .testing)
          try await crash(playground.superuser(member))
          for kind in [LeaseKind.pooled, .shared] {
            let next = try await playground.databases.take(kind, for: .testing)
            #expect(try await playground.value("SELECT string_agg(n::text, ',') FROM a", in: next) == "1")
            #expect(try await playground.value("SELECT string_agg(n::text, ',') FROM cache", in: next) == "1")
            await playground.databases.giveBack(next, kind, for: .testing)
          }
        }
        // By this the sessions of others know that ours still lives.
        #expect(try await playground.session.maintenance.lives(playground.session.identifier))
      }
    }
  }

  @Test("that is not there any more, there is an error, and soon")
  func gone() async throws {
    try await OwnEmbeddedServer.with { server in
      try await Playground.open(["0001_a.sql": Self.migration], on: server) { playground in
        let member = try await playground.databases.take(.pooled, for: .testing)
        await playground.databases.giveBack(member, .pooled, for: .testing)
        guard case .embedded(let embedded) = server.origin else { return }
        try await embedded.kill()
        // The processes of the server don't notice at once that it is gone.
        try await eventually("there is an error") {
          guard let next = try? await playground.databases.take(.pooled, for: .testing) else { return true }
          await playground.databases.giveBack(next, .pooled, for: .testing)
          return false
        }
      }
    }
  }

  /// Has the server end all its processes and recover, as it does where one of them died in a bad way.
  private func crash(_ dsn: DSN) async throws {
    let victim = try await Connection.open(dsn)
    let process = try #require(try await victim.query("SELECT pg_backend_pid()").firstValue.flatMap { Int32($0) })
    kill(process, SIGKILL)
    await victim.close()
    try await eventually("the server has recovered") {
      guard let connection = try? await Connection.open(dsn) else { return false }
      await connection.close()
      return true
    }
  }
}

extension EmbeddedServer {
  /// Kills the server, and waits until it is gone.
  fileprivate func kill() async throws {
    let process = try #require(PidFile(data: directory.data)?.process)
    #if canImport(Darwin)
      Darwin.kill(process, SIGKILL)
    #else
      _ = Glibc.kill(process, SIGKILL)
    #endif
    try await eventually("the server is gone") { !EmbeddedServer.isRunning(clusterDirectory: directory) }
  }
}

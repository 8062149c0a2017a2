import LibPQ
import ProcessTestTools
import Supervision
import Testing

@testable import EmbeddedPostgres

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

extension ServerTests {
  @Suite("Holding it")
  struct HoldTests {
    @Test("makes the cluster the first time, and only starts it the next, with another password")
    func nextStart() async throws {
      try await Cache.new { cache in
        let (first, second) = (Steps(), Steps())
        let one = try await cache.hold(first)
        #expect(first.words == ["initialise", "start"])
        let identity = try await cache.identity(one)
        try await cache.release(one)
        #expect(Postmaster(of: cache.directory) == nil)
        let other = try await cache.hold(second)
        #expect(second.words == ["start"])
        #expect(try await cache.identity(other) == identity)
        #expect(other.owner["port"] == one.owner["port"], "the port stays where it is free")
        #expect(other.owner["password"] != one.owner["password"])
        #expect(other.owner["password"]?.utf8.count == 32)
        let connection = try await Cache.value(
          "SELECT current_user", other.owner.replacing(["dbname": "postgres"]))
        #expect(connection == "dbtest")
      }
    }

    @Test("is possible for several at the same time, and the last one to go stops it")
    func shared() async throws {
      try await Cache.new { cache in
        let (one, steps) = (try await cache.hold(), Steps())
        let process = cache.postmaster
        let other = try await cache.hold(steps)
        #expect(steps.words == [])
        #expect(other.owner == one.owner)
        try await cache.release(one)
        #expect(cache.postmaster == process)
        #expect(try await Cache.value("SELECT 1", other.superuser) == "1")
        try await cache.release(other)
        #expect(Postmaster(of: cache.directory) == nil)
        try await EmbeddedServer.stopIfUnused(clusterDirectory: cache.directory)
      }
    }

    @Test("starts one server only where several want it at the same moment")
    func race() async throws {
      try await Cache.new { cache in
        let steps = Steps()
        let servers = try await withThrowingTaskGroup(of: EmbeddedServer.self) { group in
          for _ in 0..<8 { group.addTask { try await cache.hold(steps) } }
          return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(Set(servers.map(\.owner)).count == 1)
        #expect(steps.words.filter { $0 == "initialise" }.count == 1)
        #expect(steps.words.filter { $0 == "start" }.count == 1)
        // All go at the same moment, too, and one of them is the last.
        try await withThrowingTaskGroup(of: Void.self) { group in
          for server in servers { group.addTask { try await cache.release(server) } }
          try await group.waitForAll()
        }
        #expect(Postmaster(of: cache.directory) == nil)
      }
    }

    @Test("fails where the server has no connection to spare, and leaves it to those who use it")
    func usedUp() async throws {
      try await Cache.new { cache in
        try await cache.release(cache.hold())
        let settings = cache.directory.data + "/postgresql.auto.conf"
        let text = String(decoding: try #require(PrivateFile.read(settings)), as: UTF8.self)
        try cache.folder.write(text + "max_connections = 8\nsuperuser_reserved_connections = 3\n", to: "settings")
        let file = open(settings, O_WRONLY | O_TRUNC)
        let bytes = Array(try #require(PrivateFile.read(cache.folder.path("settings"))))
        #expect(write(file, bytes, bytes.count) == bytes.count)
        close(file)
        let server = try await cache.hold()
        let process = cache.postmaster
        var taken: [Connection] = []
        while let connection = try? await Connection.open(server.superuser) { taken.append(connection) }
        let error = try await #require(throws: EmbeddedPostgresError.self) { _ = try await cache.hold() }
        #expect(error.code == .startFailed)
        #expect(error.description.contains("all its connections are taken"))
        #expect(cache.postmaster == process)
        #expect(try await taken.first?.query("SELECT 1").firstValue == "1")
        for connection in taken { await connection.close() }
        let steps = Steps()
        let other = try await cache.hold(steps)
        #expect(steps.words == [])
        for one in [server, other] { try await cache.release(one) }
      }
    }

    @Test("waits for a server that recovers from a crash, with all that is in it")
    func recovering() async throws {
      try await Cache.new { cache in
        let server = try await cache.hold()
        let process = cache.postmaster
        let identity = try await cache.identity(server)
        let victim = try await Connection.open(server.superuser)
        let backend = try #require(try await victim.query("SELECT pg_backend_pid()").firstValue.flatMap { pid_t($0) })
        kill(backend, SIGKILL)
        let steps = Steps()
        let other = try await cache.hold(steps)
        #expect(steps.words == [])
        #expect(cache.postmaster == process)
        #expect(try await cache.identity(other) == identity)
        await victim.close()
        for one in [server, other] { try await cache.release(one) }
      }
    }

    @Test("is possible for a watcher, too, which keeps the server")
    func watcher() async throws {
      try await Cache.new { cache in
        let server = try await cache.hold()
        let hold = try await EmbeddedServer.hold(clusterDirectory: cache.directory)
        try await cache.release(server)
        #expect(cache.postmaster != nil)
        hold.release()
        try await EmbeddedServer.stopIfUnused(clusterDirectory: cache.directory)
        #expect(cache.postmaster == nil)
      }
    }

    @Test("ends for a killed holder, so that the next one to go stops it")
    func killedHolder() async throws {
      try await Cache.new { cache in
        let server = try await cache.hold()
        let script = #"exec 9>>"$1"; flock -s 9; echo ready; exec sleep 1000"#
        let holder = Shell.command(script, [cache.directory.holdersLock])
        try await Shell.whileRunning(holder, afterPrinting: "ready") { _, _ in
          try await cache.release(server)
          #expect(cache.postmaster != nil)
        }
        try await EmbeddedServer.stopIfUnused(clusterDirectory: cache.directory)
        #expect(cache.postmaster == nil)
      }
    }
  }
}

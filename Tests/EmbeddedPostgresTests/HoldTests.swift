import LibPQ
import ProcessTestTools
import Supervision
import Testing

@testable import EmbeddedPostgres

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

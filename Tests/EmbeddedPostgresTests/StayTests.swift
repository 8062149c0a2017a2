import LibPQ
import Testing

@testable import EmbeddedPostgres

extension ServerTests {
  @Suite("Its stay")
  struct StayTests {
    @Test("lasts beyond its last holder, for the next one to join it, until it is ended")
    func stay() async throws {
      try await Cache.new { cache in
        let one = try await cache.hold()
        try await one.stayUp()
        try await cache.release(one)
        let steps = Steps()
        let other = try await cache.hold(steps)
        #expect(steps.words == [])
        #expect(other.owner == one.owner)
        try await cache.release(other)
        #expect(cache.postmaster != nil)
        #expect(try await EmbeddedServer.endStay(clusterDirectory: cache.directory) == .stopped)
        #expect(cache.postmaster == nil)
        #expect(try await EmbeddedServer.endStay(clusterDirectory: cache.directory) == .wasNotRunning)
      }
    }

    @Test("ends with its last holder, where it is ended while somebody holds the server")
    func endWhileHeld() async throws {
      try await Cache.new { cache in
        let server = try await cache.hold()
        try await server.stayUp()
        #expect(try await EmbeddedServer.endStay(clusterDirectory: cache.directory) == .heldByOthers)
        #expect(try await Cache.value("SELECT 1", server.superuser) == "1")
        try await cache.release(server)
        #expect(cache.postmaster == nil)
      }
    }

    @Test("is over for the server that is started next")
    func nextServer() async throws {
      try await Cache.new { cache in
        let one = try await cache.hold()
        try await one.stayUp()
        one.release()
        _ = await Postmaster(of: cache.directory)?.stop()
        let other = try await cache.hold()
        try await cache.release(other)
        #expect(cache.postmaster == nil)
      }
    }
  }
}

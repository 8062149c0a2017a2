import LibPQ
import ProcessTestTools
import Testing

@testable import EmbeddedPostgres

extension ServerTests {
  @Suite("A disk that is full", .enabled(if: SmallDisk.isPossible, "mounting takes Linux and root"))
  struct DiskTests {
    @Test("while the cluster is made: it says so and where, leaves nothing half-made, and works once there is room")
    func initialising() async throws {
      try await Cache.new { cache in
        try await SmallDisk.with(at: cache.path, megabytes: 24) { disk in
          let error = try await #require(throws: EmbeddedPostgresError.self) { _ = try await cache.hold() }
          #expect(error.code == .initdbFailed)
          #expect(error.description.contains("No space left on device"))
          #expect(error.description.contains(cache.directory.unfinishedData))
          #expect(error.description.contains("DB_TEST_CACHE=/a/folder"))
          #expect(disk.free > 20 << 20, "what was begun takes the room that others need")
          try disk.remount("size=400m")
          let server = try await cache.hold()
          #expect(try await Cache.value("SELECT 1", server.superuser) == "1")
          try await cache.release(server)
        }
      }
    }

    @Test("so that not even the state of the server can be written: it says so, and no server is left")
    func noRoomAtAll() async throws {
      try await Cache.new { cache in
        try await SmallDisk.with(at: cache.path, megabytes: 24) { disk in
          try disk.fill(leaving: 0)
          let error = try await #require(throws: (any Error).self) { _ = try await cache.hold() }
          #expect("\(error)".contains("The disk of '\(cache.directory.path)' is full"), "\(error)")
          #expect(Postmaster(of: cache.directory) == nil)
          try disk.makeRoom()
          try disk.remount("size=400m")
          let server = try await cache.hold()
          try await cache.release(server)
        }
      }
    }
  }
}

import Foundation
import LibPQ
import ProcessTestTools
import Supervision
import Testing

@testable import EmbeddedPostgres
@testable import TestDatabases

extension ServerFaults {
  @Suite("A disk that is full", .enabled(if: SmallDisk.isPossible, "mounting takes Linux and root"))
  struct DiskFullTests {
    /// Lets a test use a server of the tool's own on a small disk.
    private func with(megabytes: Int, _ body: (SmallDisk, DatabaseServer) async throws -> Void) async throws {
      let folder = try TemporaryFolder("disk", in: "/var/tmp")
      try FileManager.default.setAttributes([.posixPermissions: 0o711], ofItemAtPath: folder.path)
      try await SmallDisk.with(at: folder.path("cache"), megabytes: megabytes) { disk in
        let binaries = try await ServerBinaries.find(
          in: nil, environment: ["PATH": "/usr/bin:/bin:/usr/local/bin:/opt/homebrew/bin"])
        func hold() async throws -> EmbeddedServer {
          try await EmbeddedServer.hold(binaries, cache: disk.path, announce: { _ in }) { _ in }
        }
        let server = try await hold()
        let outcome: Result<Void, any Error>
        do { outcome = .success(try await body(disk, DatabaseServer(server))) } catch { outcome = .failure(error) }
        server.release()
        await EmbeddedServer.removeRemains(clusterDirectory: server.directory)
        try await EmbeddedServer.stopIfUnused(clusterDirectory: server.directory)
        // Its last checkpoint may have found no room, and no next run starts on this data.
        await EmbeddedServer.removeRemains(clusterDirectory: server.directory)
        try outcome.get()
      }
    }

    private func expectAdvice(_ error: (any Error)?, _ server: DatabaseServer) throws {
      let text = "\(ServerTrouble.explained(try #require(error), on: server))"
      #expect(text.contains("No space left on device"), "\(text)")
      #expect(text.contains("DB_TEST_CACHE=/a/folder"), "\(text)")
    }

    @Test("while migrations run: it says so, and the next run that needs less goes on")
    func migrating() async throws {
      try await with(megabytes: 250) { disk, server in
        try await OnServer.perform(on: server) { run in
          try disk.fill(leaving: 14 << 20)
          let error = await #expect(throws: (any Error).self) {
            try await run.open([
              "0001_a.sql": "CREATE TABLE a AS SELECT repeat('x', 1000) FROM generate_series(1, 30000)"
            ])
          }
          try expectAdvice(error, server)
          try disk.makeRoom()
        }
        try await OnServer.perform(on: server) { _ = try await $0.open() }
      }
    }

    @Test("at whichever step of an opening: it says so", arguments: [2, 6, 10, 14, 18, 22])
    func opening(megabytes: Int) async throws {
      try await with(megabytes: 250) { disk, server in
        try await OnServer.perform(on: server) { run in
          try disk.fill(leaving: megabytes << 20)
          do {
            // Room for one database more, or for two, decides where it fails.
            _ = try await run.open([
              "0001_a.sql": "CREATE TABLE a AS SELECT repeat('x', 1000) FROM generate_series(1, 9000)"
            ])
          } catch {
            let text = "\(ServerTrouble.explained(error, on: server))"
            #expect(text.contains("DB_TEST_CACHE=/a/folder"), "\(text)")
          }
          try disk.makeRoom()
        }
      }
    }

    @Test("while a clone is made: whoever asked for it is told so, and the next one is made once there is room")
    func cloning() async throws {
      try await with(megabytes: 250) { disk, server in
        try await OnServer.perform(on: server) { run in
          let session = try await run.open(["0001_a.sql": "CREATE TABLE a (n int)"])
          let workshop = session.workshop
          let first = try await workshop.make(1)
          try disk.fill(leaving: 2 << 20)
          let error = await #expect(throws: (any Error).self) { try await workshop.make(2) }
          try expectAdvice(error, server)
          try disk.makeRoom()
          // It may take the server a moment to give back what it had begun to write.
          var next: Member?
          try await eventually("there is room again") {
            next = try? await workshop.make(3)
            return next != nil
          }
          for member in [first, next] { await member?.close() }
          await session.close()
        }
      }
    }
  }
}

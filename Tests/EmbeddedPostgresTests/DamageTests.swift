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
  @Suite("A cluster that can't be trusted")
  struct DamageTests {
    @Test("because its server was killed, is made anew by the next who holds it")
    func killed() async throws {
      try await Cache.new { cache in
        let server = try await cache.hold()
        let identity = try await cache.identity(server)
        let process = try #require(cache.postmaster)
        let memory = try #require(PidFile(data: cache.directory.data)?.sharedMemory)
        kill(process, SIGKILL)
        try await eventually("the server is gone") { Postmaster(of: cache.directory) == nil }
        server.release()
        let steps = Steps()
        let next = try await cache.hold(steps)
        #expect(steps.words == ["initialise", "start"])
        #expect(try await cache.identity(next) != identity)
        #expect(cache.postmaster != process)
        #expect(!isThere(memory))
      }
    }

    @Test("because the run that made it died, is made anew once what still works there has ended")
    func halfMade() async throws {
      try await Cache.new { cache in
        let account = try ServerAccount.choose()
        try cache.directory.make(account: account)
        try cache.directory.makeOwned(cache.directory.unfinishedData, account)
        let making = ClusterMaking(of: cache.directory)
        // Like initdb, it would remove all that is there if it were told to end.
        let script = "trap 'rm -rf \"$0\"/*; exit' INT TERM; while :; do sleep 0.01; done"
        let left = try ChildProcess.start(
          ChildProcess.Command(
            "/bin/sh", ["-c", script, cache.directory.unfinishedData],
            environment: ["PATH": "/usr/bin:/bin", making.mark.variable: making.mark.value]))
        // A process that has only just been made does not carry the mark yet.
        try await eventually("it is at work") {
          !ProcessTable.processes(inSession: nil, markedWith: making.mark).isEmpty
        }
        let server = try await cache.hold()
        #expect(try await left.wait() == .signalled(SIGKILL))
        #expect(try await Cache.value("SELECT 1", server.superuser) == "1")
        try await cache.release(server)
      }
    }

    @Test("because the run that made it died, is removed by whoever tidies up after that")
    func halfMadeAndUnwanted() async throws {
      try await Cache.new { cache in
        let account = try ServerAccount.choose()
        try cache.directory.make(account: account)
        try cache.directory.makeOwned(cache.directory.unfinishedData, account)
        try await EmbeddedServer.stopIfUnused(clusterDirectory: cache.directory)
        #expect(access(cache.directory.unfinishedData, F_OK) != 0)
      }
    }

    @Test("is noticed of a backend that works alone, as that of `initdb` does, by its number with a minus")
    func backendOfItsOwn() throws {
      let folder = try TemporaryFolder("pid")
      try folder.write("-4711\n/a/data.new\n1795989150\n5432\n\n\n 16483578   8028203\n", to: "postmaster.pid")
      let file = try #require(PidFile(data: folder.path))
      #expect(file.process == 4711)
      #expect(file.sharedMemory == 8_028_203)
      #expect(!file.isReady)
    }

    /// Whether a killed server's shared memory has not been given back.
    private func isThere(_ memory: Int32) -> Bool {
      var information = shmid_ds()
      return shmctl(memory, IPC_STAT, &information) == 0
    }

    @Test("because its server was killed, is made anew though others still hold the old one")
    func killedWhileHeld() async throws {
      try await Cache.new { cache in
        let old = try await cache.hold()
        let memory = try #require(PidFile(data: cache.directory.data)?.sharedMemory)
        kill(try #require(cache.postmaster), SIGKILL)
        let steps = Steps()
        let new = try await cache.hold(steps)
        #expect(!isThere(memory))
        #expect(steps.words == ["initialise", "start"])
        #expect(try await Cache.value("SELECT 1", new.superuser) == "1")
        old.release()
        try await cache.release(new)
        #expect(cache.postmaster == nil)
      }
    }

    @Test("because its server can't be connected to, is made anew")
    func stuck() async throws {
      try await Cache.new { cache in
        let old = try await cache.hold()
        let process = try #require(cache.postmaster)
        let memory = try #require(PidFile(data: cache.directory.data)?.sharedMemory)
        kill(process, SIGSTOP)
        let new = try await cache.hold()
        #expect(!isThere(memory))
        #expect(!ProcessTable.isAlive(process))
        #expect(cache.postmaster != process)
        #expect(try await Cache.value("SELECT 1", new.superuser) == "1")
        old.release()
      }
    }

    @Test("because of what is in its folder, is made anew, whatever that is")
    func garbage() async throws {
      try await Cache.new { cache in
        let data = "cache/" + (cache.directory.path.split(separator: "/").last ?? "") + "/data"
        let damages: [(String, (TemporaryFolder) throws -> Void)] = [
          (
            "pg_control is something else",
            { try $0.write(String(repeating: "x", count: 8192), to: data + "/global/pg_control") }
          ),
          ("pg_control is empty", { try $0.write("", to: data + "/global/pg_control") }),
          (
            "a file instead of the folder",
            {
              try FileTree.remove($0.path(data)); try $0.write("", to: data)
            }
          ),
          (
            "an empty folder",
            {
              try FileTree.remove($0.path(data)); try $0.makeFolder(data)
            }
          ),
          ("no PG_VERSION", { try FileTree.remove($0.path(data + "/PG_VERSION")) }),
          ("another version", { try $0.write("9.6\n", to: data + "/PG_VERSION") }),
          ("a bad setting", { try $0.write("fsync = = 1\n", to: data + "/postgresql.auto.conf") }),
          (
            "folders that were empty are missing, as in some caches",
            { try FileTree.remove($0.path(data + "/pg_notify")) }
          ),
          ("others may read it", { chmod($0.path(data), 0o755) }),
        ]
        for (what, damage) in damages {
          let server = try await cache.hold()
          try await cache.release(server)
          try damage(cache.folder)
          let steps = Steps()
          let next = try await cache.hold(steps)
          #expect(steps.words.contains("initialise"), "\(what)")
          #expect(try await Cache.value("SELECT 1", next.superuser) == "1", "\(what)")
          try await cache.release(next)
        }
      }
    }

    @Test("is not that of a file of ours which can't be read, or of an initdb that was broken off")
    func leftovers() async throws {
      try await Cache.new { cache in
        let server = try await cache.hold()
        try await cache.release(server)
        let folder = "cache/" + (cache.directory.path.split(separator: "/").last ?? "")
        try cache.folder.write("{ \"port\": ", to: folder + "/state.json")
        try cache.folder.write("x", to: folder + "/data.new/global/pg_control")
        let steps = Steps()
        let next = try await cache.hold(steps)
        #expect(steps.words == ["start"])
        #expect(try await Cache.value("SELECT 1", next.superuser) == "1")
      }
    }
  }
}

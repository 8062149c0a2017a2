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
  @Suite("Its start")
  struct StartTests {
    @Test("takes another port where a program has the last one")
    func portInUse() async throws {
      try await Cache.new { cache in
        let server = try await cache.hold()
        try await cache.release(server)
        let port = try #require(server.owner["port"].flatMap { UInt16($0) })
        let listener = try Listener(port: port)
        let steps = Steps()
        let next = try await cache.hold(steps)
        #expect(steps.words == ["start"])
        #expect(next.owner["port"] != "\(port)")
        #expect(try await Cache.value("SELECT 1", next.owner.replacing(["dbname": "postgres"])) == "1")
        listener.close()
      }
    }

    #if os(Linux)
      @Test("has ext4 put databases far from those that were dropped", .enabled { await Self.isOnExt4 })
      func spreadFolders() async throws {
        try await Cache.new { cache in
          _ = try await cache.hold()
          let attributes = try await ChildProcess.output(of: "/usr/bin/lsattr", ["-d", cache.directory.databases])
          #expect(attributes.prefix { $0 != " " }.contains("T"))
        }
      }

      static var isOnExt4: Bool {
        get async {
          (try? await ChildProcess.output(of: "/usr/bin/stat", ["-fc", "%T", "/var/tmp"]))?.hasPrefix("ext") ?? false
        }
      }
    #endif

    @Test("is announced with its folder before there is anything")
    func announced() async throws {
      try await Cache.new { cache in
        struct Refused: Error {}
        await #expect(throws: Refused.self) {
          _ = try await EmbeddedServer.hold(cache.binaries, cache: cache.path) {
            directory in
            #expect(directory == cache.directory)
            throw Refused()
          } report: {
            Issue.record("nothing is done: \($0)")
          }
        }
        var information = stat()
        #expect(stat(cache.directory.data, &information) != 0)
        #expect(Postmaster(of: cache.directory) == nil)
      }
    }

    @Test("that was broken off before the owner had its password is not joined by the next")
    func brokenOff() async throws {
      try await Cache.new { cache in
        let first = try await cache.hold()
        try await cache.release(first)
        let starting = Task {
          try await EmbeddedServer.hold(cache.binaries, cache: cache.path) { _ in
          } report: { _ in
            #expect(ServerState.read(cache.directory) == nil, "what is known is known of the server before")
          }
        }
        try await starting.value.release()
        try FileTree.remove(cache.directory.state)
        let old = try #require(cache.postmaster)
        let server = try await cache.hold()
        #expect(cache.postmaster != old)
        #expect(try await Cache.value("SELECT 1", server.owner.replacing(["dbname": "postgres"])) == "1")
      }
    }

    @Test(
      "that is cancelled leaves no process behind, and the next one works",
      arguments: ["initialise", "start"])
    func cancelled(step: String) async throws {
      try await Cache.new { cache in
        let starting = Task {
          let steps = Steps()
          return try await EmbeddedServer.hold(cache.binaries, cache: cache.path) { _ in
          } report: {
            steps.add($0)
            if steps.words.last == step { withUnsafeCurrentTask { $0?.cancel() } }
          }
        }
        await #expect(throws: CancellationError.self) { _ = try await starting.value }
        #expect(Postmaster(of: cache.directory) == nil)
        // They have been killed, and may take a moment to be gone.
        try await eventually("no process is left") {
          ProcessTable.processes(inSession: nil, markedWith: ClusterMaking(of: cache.directory).mark).isEmpty
        }
        let server = try await cache.hold()
        #expect(try await Cache.value("SELECT 1", server.superuser) == "1")
      }
    }

    @Test("works where the cache lies so deep that a socket in it would have too long a path")
    func deepCache() async throws {
      try await Cache.new(named: String(repeating: "deep folder/", count: 10)) { cache in
        let server = try await cache.hold()
        #expect(server.socketDirectory.hasPrefix("/tmp/"))
        #expect(try await Cache.value("SELECT 1", server.superuser) == "1")
        try await cache.release(server)
      }
    }

    @Test("says what initdb said where that fails")
    func initdbFails() async throws {
      let fake = try FakeInstallation()
      let programs = try fake.server("bin", "900.1")
      try fake.folder.script("bin/initdb", "echo 'no room for a cluster' >&2; exit 1")
      try await Cache.new(binaries: ServerBinaries.find(in: programs, environment: [:])) { cache in
        let error = try await #require(throws: EmbeddedPostgresError.self) { _ = try await cache.hold() }
        #expect(error.code == .initdbFailed)
        #expect(error.description.contains("no room for a cluster"))
      }
    }

    @Test("says what the server said where it ends at once, and tries that once only")
    func serverFails() async throws {
      let fake = try FakeInstallation()
      let programs = try fake.server("bin", "900.1")
      try fake.folder.script("bin/initdb", "exit 0")
      try fake.folder.script(
        "bin/postgres",
        "[ \"$*\" = --version ] && echo 'postgres (PostgreSQL) 900.1' && exit; echo 'no memory' >&2; exit 1")
      try await Cache.new(binaries: ServerBinaries.find(in: programs, environment: [:])) { cache in
        let steps = Steps()
        let error = try await #require(throws: EmbeddedPostgresError.self) { _ = try await cache.hold(steps) }
        #expect(error.code == .startFailed)
        #expect(error.description.hasSuffix("says:\nno memory\n"))
        #expect(steps.words == ["initialise", "start"])
      }
    }
  }
}

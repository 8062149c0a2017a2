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

@Suite("A cache folder that is not fit for it")
struct CacheFaultTests {
  private let folder: TemporaryFolder
  /// A user who is not us.
  private let stranger: uid_t = 65_534

  init() throws {
    folder = try TemporaryFolder("cache", in: "/var/tmp")
    chmod(folder.path, 0o711)
  }

  private func failure(_ path: String) throws -> EmbeddedPostgresError {
    try #require(throws: EmbeddedPostgresError.self) {
      try CacheDirectory.prepare(environment: ["DB_TEST_CACHE": path, "HOME": folder.path("home")])
    }
  }

  /// Expects that a folder is refused by its name, and passed over where it is but one of several.
  private func expectRefused(_ path: String, _ words: String) throws {
    let error = try failure(path)
    #expect(error.code == .noPlace)
    #expect(error.description.contains("'\(path)', named by DB_TEST_CACHE"))
    #expect(error.description.contains(words), "\(error)")
    #if os(Linux)
      let parent = path.split(separator: "/").dropLast().joined(separator: "/")
      let environment = ["XDG_CACHE_HOME": "/\(parent)", "HOME": folder.path("home")]
      #expect(try CacheDirectory.prepare(environment: environment) == folder.path("home/.cache/swift-db-test"))
    #endif
  }

  @Test("because it can't be written to is refused, and the next one is taken where none was named")
  func readOnly() async throws {
    let path = try folder.makeFolder("xdg/swift-db-test")
    if geteuid() != 0 {
      chmod(path, 0o500)
      return try expectRefused(path, "can't be written to")
    }
    // Permissions are nothing to root.
    guard SmallDisk.isPossible else { return }
    try await SmallDisk.with(at: path, megabytes: 1) { disk in
      try disk.remount("ro")
      try expectRefused(path, "can't be written to")
      #expect(try failure(path + "/in it").description.contains("Read-only file system"))
    }
  }

  @Test("because it is another user's, or a link of his, is refused and left as it is", .enabled(if: geteuid() == 0))
  func strangers() throws {
    let path = try folder.makeFolder("xdg/swift-db-test")
    chmod(path, 0o777)
    chown(path, stranger, stranger)
    try expectRefused(path, "another user, \(stranger)")
    try FileTree.remove(path)
    let ours = try folder.makeFolder("ours")
    try folder.link("xdg/swift-db-test", to: ours)
    lchown(path, stranger, stranger)
    try expectRefused(path, "another user, \(stranger)")
    #expect(try folder.names(in: "ours") == [])
    // Our own link to a place of our own is what many have.
    lchown(path, geteuid(), getegid())
    #expect(try CacheDirectory.prepare(environment: ["DB_TEST_CACHE": path]) == path)
  }

  @Test("because everybody may put something into it is refused")
  func open() throws {
    let path = try folder.makeFolder("xdg/swift-db-test")
    chmod(path, 0o777)
    try expectRefused(path, "everybody may write to it")
    chmod(path, 0o1777)
    #expect(try CacheDirectory.prepare(environment: ["DB_TEST_CACHE": path]) == path)
  }

  @Test("because a link or another's folder lies where ours is to be: refused, and neither entered nor given away")
  func plantedClusters() throws {
    let target = try folder.makeFolder("target")
    try folder.link("c", to: target)
    let account = try ServerAccount.choose()
    func refused(_ directory: ClusterDirectory, _ path: String) throws {
      let error = try #require(throws: EmbeddedPostgresError.self) { try directory.make(account: account) }
      #expect(error.code == .noPlace)
      #expect(error.description.contains("'\(path)'"))
    }
    try refused(ClusterDirectory(path: folder.path("c")), folder.path("c"))
    #expect(try folder.names(in: "target") == [])
    chmod(try folder.makeFolder("d"), 0o777)
    try refused(ClusterDirectory(path: folder.path("d")), folder.path("d"))
    guard geteuid() == 0 else { return }
    // The socket's folder, which may lie in /tmp, under a name that anybody can guess.
    chmod(try folder.makeFolder("e"), 0o711)
    let socket = try folder.makeFolder("e/socket")
    chmod(socket, 0o777)
    chown(socket, stranger, stranger)
    try refused(ClusterDirectory(path: folder.path("e")), socket)
    var information = stat()
    #expect(stat(socket, &information) == 0 && information.st_uid == stranger && information.st_mode & 0o777 == 0o777)
  }
}

extension ServerTests {
  @Suite("A folder of clusters")
  struct ClusterFolderTests {
    @Test("has what is of other versions, or nobody knows what, left as it is")
    func others() async throws {
      try await Cache.new { cache in
        let names = ["postgresql-14-01234567/data/PG_VERSION", "postgresql-15-01234567/state.json", "notes.txt"]
        for name in names { try cache.folder.write("precious", to: "cache/\(name)") }
        let server = try await cache.hold()
        try await cache.release(server)
        for name in names {
          let text = PrivateFile.read(cache.path + "/" + name).map { String(decoding: $0, as: UTF8.self) }
          #expect(text == "precious", "\(name)")
        }
      }
    }

    @Test("with a link where a file or a folder of ours is to be never has anything written through it")
    func links() async throws {
      try await Cache.new { cache in
        let folder = "cache/" + (cache.directory.path.split(separator: "/").last ?? "")
        for name in ["state.json", "server.log", "initdb.log", "control.lock", "holders.lock"] {
          let server = try await cache.hold()
          try await cache.release(server)
          try cache.folder.write("precious", to: "target")
          chmod(cache.folder.path("target"), 0o666)
          try FileTree.remove(cache.folder.path("\(folder)/\(name)"))
          try cache.folder.link("\(folder)/\(name)", to: cache.folder.path("target"))
          if name == "initdb.log" { try FileTree.remove(cache.directory.data) }
          do {
            try await cache.release(cache.hold())
          } catch {
            // Refused, by its name.
            #expect("\(error)".contains("\(cache.directory.path)/\(name)"), "\(error)")
          }
          let text = PrivateFile.read(cache.folder.path("target")).map { String(decoding: $0, as: UTF8.self) }
          #expect(text == "precious", "\(name)")
          try FileTree.remove(cache.folder.path("\(folder)/\(name)"))
        }
      }
    }

    @Test("with a link to a cluster of somebody's in place of ours has one made, and that one left alone")
    func linkedCluster() async throws {
      try await Cache.new { cache in
        let server = try await cache.hold()
        try await cache.release(server)
        let precious = cache.folder.path("precious")
        try PrivateFile.rename(cache.directory.data, to: precious)
        let control = PrivateFile.read(precious + "/global/pg_control")
        for name in ["data", "data.new"] {
          try FileTree.remove(cache.directory.path + "/" + name)
          try cache.folder.link(
            "cache/\(cache.directory.path.split(separator: "/").last ?? "")/\(name)", to: precious)
          let steps = Steps()
          let next = try await cache.hold(steps)
          #expect(try await Cache.value("SELECT 1", next.superuser) == "1")
          try await cache.release(next)
          #expect(steps.words.contains("initialise") == (name == "data"))
          #expect(PrivateFile.read(precious + "/global/pg_control") == control)
        }
      }
    }
  }
}

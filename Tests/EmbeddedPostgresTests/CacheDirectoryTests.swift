import EmbeddedPostgres
import ProcessTestTools
import Testing

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

@Suite("The folder that clusters are kept in")
struct CacheDirectoryTests {
  /// Where also another account than ours can go.
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder("cache", in: "/var/tmp")
    chmod(folder.path, 0o711)
  }

  private func mode(_ path: String) -> mode_t? {
    var information = stat()
    return lstat(path, &information) == 0 ? information.st_mode & 0o7777 : nil
  }

  private func failure(_ environment: [String: String]) throws -> EmbeddedPostgresError {
    try #require(throws: EmbeddedPostgresError.self) { try CacheDirectory.prepare(environment: environment) }
  }

  @Test("is the one that is named before all others, made with those above it, closed to others")
  func named() throws {
    let path = folder.path("a/b")
    let environment = [
      "DB_TEST_CACHE": path, "XDG_CACHE_HOME": folder.path("xdg"), "HOME": folder.path("home"),
    ]
    #expect(try CacheDirectory.prepare(environment: environment) == path)
    #expect(mode(path) == (geteuid() == 0 ? 0o711 : 0o700))
    #expect(try folder.names() == ["a"])
    #expect(try CacheDirectory.prepare(environment: environment) == path)
  }

  @Test("is the user's cache folder where none is named")
  func usual() throws {
    #if os(Linux)
      let environment = ["XDG_CACHE_HOME": folder.path("xdg"), "HOME": folder.path("home")]
      #expect(try CacheDirectory.prepare(environment: environment) == folder.path("xdg/swift-db-test"))
      let home = ["HOME": folder.path("home"), "XDG_CACHE_HOME": "relative"]
      #expect(try CacheDirectory.prepare(environment: home) == folder.path("home/.cache/swift-db-test"))
    #else
      let home = ["HOME": folder.path("home")]
      #expect(
        try CacheDirectory.prepare(environment: home) == folder.path("home/Library/Caches/swift-db-test"))
    #endif
  }

  @Test("is the next one where the server's account can't enter the user's", .enabled(if: geteuid() == 0))
  func closedHome() throws {
    try folder.makeFolder("home")
    chmod(folder.path("home"), 0o700)
    #if os(Linux)
      let environment = ["XDG_CACHE_HOME": folder.path("home/xdg"), "HOME": folder.path("open")]
      #expect(
        try CacheDirectory.prepare(environment: environment) == folder.path("open/.cache/swift-db-test"))
    #endif
  }

  @Test("is refused by its name where the server's account can't enter it", .enabled(if: geteuid() == 0))
  func closed() throws {
    try folder.makeFolder("home/a")
    chmod(folder.path("home"), 0o700)
    let error = try failure(["DB_TEST_CACHE": folder.path("home/a"), "HOME": folder.path("other")])
    #expect(error.code == .noPlace)
    #expect(error.description.contains("'\(folder.path("home/a"))', named by DB_TEST_CACHE"))
    #expect(error.description.contains("can't enter it"))
  }

  @Test("is refused by its name where there is a file instead")
  func file() throws {
    try folder.write("", to: "file")
    for name in ["file", "file/in it"] {
      let error = try failure(["DB_TEST_CACHE": folder.path(name), "HOME": folder.path("other")])
      #expect(error.code == .noPlace)
      #expect(error.description.contains(folder.path(name)))
    }
  }

  @Test("is refused where it has no full path, since nobody could say which one is meant")
  func relative() throws {
    let error = try failure(["DB_TEST_CACHE": "cache/here", "HOME": folder.path("other")])
    #expect(error.code == .noPlace)
    #expect(error.description.contains("'cache/here', named by DB_TEST_CACHE"))
    #expect(error.description.contains("full path"))
  }

  @Test("is the usual one where the variable is there and empty")
  func empty() throws {
    let environment = ["DB_TEST_CACHE": "", "HOME": folder.path("home")]
    #expect(try CacheDirectory.prepare(environment: environment).hasPrefix(folder.path("home/")))
  }

  @Test("is looked for without being made, and is then the one that is taken")
  func survey() throws {
    try folder.write("", to: "file")
    let environment = ["XDG_CACHE_HOME": folder.path("file"), "HOME": folder.path("home")]
    let candidates = try CacheDirectory.survey(environment: environment)
    #expect(try folder.names() == ["file"], "nothing is made")
    let chosen = try #require(candidates.last)
    #expect(candidates.dropLast().allSatisfy { $0.objection != nil })
    #expect(!chosen.isThere && chosen.objection == nil)
    #expect(try CacheDirectory.prepare(environment: environment) == chosen.path)
    #expect(try CacheDirectory.survey(environment: environment).last?.isThere == true)
  }

  @Test("is looked for no further than where it is named")
  func surveyOfNamed() throws {
    try folder.write("", to: "file")
    let environment = ["DB_TEST_CACHE": folder.path("file/in it"), "HOME": folder.path("home")]
    let candidates = try CacheDirectory.survey(environment: environment)
    #expect(candidates.map(\.path) == [folder.path("file/in it")])
    #expect(candidates.first?.objection != nil)
  }
}

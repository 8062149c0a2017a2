import EmbeddedPostgres
import ProcessTestTools
import Testing

@Suite("A folder of programs that the user names")
struct NamedServerBinariesTests {
  private let fake: FakeInstallation

  init() throws { fake = try FakeInstallation() }

  @Test("is taken though there is a newer one in the path")
  func override() async throws {
    try fake.server("new", "900.1")
    let named = try fake.server("named one", "15.1")
    let found = try await ServerBinaries.find(in: named, environment: fake.environment(path: "new"))
    #expect(found.directory == named)
    #expect(found.version == ServerVersion(major: 15, minor: 1))
  }

  @Test("is refused with its version and its name where it is too old", arguments: ["14.19", "9.6.24"])
  func tooOld(version: String) async throws {
    let named = try fake.server("old", version)
    let error = try await #require(throws: EmbeddedPostgresError.self) {
      try await ServerBinaries.find(in: named, environment: fake.environment())
    }
    #expect(error.code == .unsuitableBinaries)
    #expect(error.description.contains("PostgreSQL 15 or later is needed"))
    #expect(error.description.contains("  \(version.prefix { $0 != "." })"))
    #expect(error.description.contains("in \(named)\n"))
  }

  @Test(
    "is refused by its name where it has no server, though there is one elsewhere",
    arguments: ["none", "half"])
  func noServer(name: String) async throws {
    try fake.server("new", "900.1")
    try fake.server("half", "900.1", programs: ["postgres"])
    let named = fake.folder.path(name)
    let error = try await #require(throws: EmbeddedPostgresError.self) {
      try await ServerBinaries.find(in: named, environment: fake.environment(path: "new"))
    }
    #expect(error.code == .unsuitableBinaries)
    #expect(error.description.hasPrefix("there is no PostgreSQL server in '\(named)'"))
    #expect(error.description.contains("DB_TEST_POSTGRES_BIN"))
  }
}

import EmbeddedPostgres
import ProcessTestTools
import Testing

@Suite("Looking for a server's programs")
struct ServerBinariesTests {
  private let fake: FakeInstallation

  init() throws { fake = try FakeInstallation() }

  @Test("finds the newest in the path, wherever it stands there")
  func newest() async throws {
    try fake.server("a", "899.9")
    try fake.server("b", "900.10 (Debian 900.10-1)")
    try fake.server("c", "900.9")
    let found = try await ServerBinaries.find(in: nil, environment: fake.environment(path: "a", "b", "c"))
    #expect(found.directory == fake.folder.path("b"))
    #expect(found.version == ServerVersion(major: 900, minor: 10))
    #expect(found.path(of: "postgres") == fake.folder.path("b/postgres"))
  }

  @Test("skips folders that are incomplete, don't run, or say nothing that is understood")
  func incomplete() async throws {
    try fake.server("a", "900.1")
    try fake.server("no initdb", "999.1", programs: ["postgres"])
    try fake.server("no postgres", "999.1", programs: ["initdb"])
    try fake.server("odd", "x")
    try fake.server("failing", "999.1")
    try fake.folder.script("failing/postgres", "echo 'postgres (PostgreSQL) 999.1'; exit 1")
    try fake.server("not executable", "999.1", programs: ["initdb"])
    try fake.folder.write("#!/bin/sh", to: "not executable/postgres")
    let environment = fake.environment(
      path: "no initdb", "no postgres", "odd", "failing", "not executable", "nowhere", "a")
    #expect(
      try await ServerBinaries.find(in: nil, environment: environment).directory == fake.folder.path("a"))
  }

  @Test("asks a pg_config in the path for the folder")
  func pgConfig() async throws {
    try fake.server("programs", "900.1")
    try fake.folder.script(
      "bin/pg_config", #"[ "$*" = --bindir ] && echo '\#(fake.folder.path("programs"))'"#)
    let found = try await ServerBinaries.find(in: nil, environment: fake.environment(path: "bin"))
    #expect(found.directory == fake.folder.path("programs"))
  }

  @Test("looks at no relative folder of the path")
  func relativePath() async throws {
    try fake.server("a", "900.1")
    var environment = fake.environment(path: "a")
    environment["PATH"] = ".:bin::" + (environment["PATH"] ?? "")
    #expect(
      try await ServerBinaries.find(in: nil, environment: environment).directory == fake.folder.path("a"))
  }

  @Test("goes where symbolic links lead, of the folder and of the programs")
  func links() async throws {
    try fake.server("opt/900/bin", "900.1")
    try fake.folder.link("folder", to: fake.folder.path("opt/900/bin"))
    for program in ["postgres", "initdb"] {
      try fake.folder.link("farm/\(program)", to: "../opt/900/bin/\(program)")
    }
    for name in ["folder", "farm"] {
      let found = try await ServerBinaries.find(in: fake.folder.path(name), environment: [:])
      #expect(found.directory == fake.folder.path("opt/900/bin"))
    }
  }

  @Test("stays in a folder of links where the programs they lead to lie apart")
  func scatteredLinks() async throws {
    for program in ["postgres", "initdb"] {
      try fake.server("store/\(program)", "900.1", programs: [program])
      try fake.folder.link("farm/\(program)", to: fake.folder.path("store/\(program)/\(program)"))
    }
    let found = try await ServerBinaries.find(in: fake.folder.path("farm"), environment: [:])
    #expect(found.directory == fake.folder.path("farm"))
  }

  @Test("finds what is installed here")
  func installed() async throws {
    let found = try await ServerBinaries.find(in: nil, environment: ["PATH": "/usr/bin:/bin:/usr/local/bin"])
    #expect(found.version.major >= ServerVersion.oldestSupported)
  }

  @Test("tells of all that it finds, also of those that are too old")
  func survey() async throws {
    try fake.server("a", "900.1")
    try fake.server("b", "9.6.24")
    let survey = await ServerBinaries.survey(environment: fake.environment(path: "a", "b"))
    let found = survey.found.filter { $0.directory.hasPrefix(fake.folder.path) }
    #expect(Set(found.map(\.version.major)) == [900, 9])
    #expect(try survey.newest().directory == fake.folder.path("a"))
  }
}

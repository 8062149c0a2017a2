import ProcessTestTools
import Testing

@testable import EmbeddedPostgres

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

@Suite("The folder of a cluster")
struct ClusterDirectoryTests {
  private let fake: FakeInstallation

  init() throws { fake = try FakeInstallation() }

  private func binaries(_ name: String, _ version: String) async throws -> ServerBinaries {
    try await ServerBinaries.find(in: fake.server(name, version), environment: [:])
  }

  @Test("is another one for other programs and other versions, and always the same for the same")
  func name() async throws {
    var paths: [String] = []
    for (name, version) in [("a", "15.1"), ("b", "15.1"), ("c", "15.2"), ("d", "16.1"), ("a", "15.1")] {
      paths.append(ClusterDirectory(cache: "/c", binaries: try await binaries(name, version)).path)
    }
    #expect(Set(paths).count == 4)
    #expect(paths.first == paths.last)
    #expect(paths[0].hasPrefix("/c/postgresql-15-"))
    #expect(paths[3].hasPrefix("/c/postgresql-16-"))
  }

  @Test("has the socket in it, or in a short folder of its own where the path would be too long")
  func sockets() {
    #expect(ClusterDirectory(path: "/c/postgresql-15-a").sockets == "/c/postgresql-15-a/socket")
    for length in [60, 70, 80, 81, 82, 90, 200] {
      let directory = ClusterDirectory(path: "/" + String(repeating: "x", count: length))
      #expect("\(directory.sockets)/.s.PGSQL.65535".utf8.count <= 103)
    }
    let far = ["1", "2"].map { ClusterDirectory(path: "/" + String(repeating: "x", count: 200) + $0).sockets }
    #expect(far[0] != far[1])
    #expect(far[0].hasPrefix("/tmp/swift-db-test-\(geteuid())-"))
  }

  @Test("is refused where its folder for the socket is a link")
  func link() throws {
    let folder = try TemporaryFolder("cluster", in: "/var/tmp")
    let target = try folder.makeFolder("target")
    try folder.link("c/socket", to: target)
    let error = try #require(throws: EmbeddedPostgresError.self) {
      try ClusterDirectory(path: folder.path("c")).make(account: nil)
    }
    #expect(error.code == .noPlace)
    #expect(error.description.contains(folder.path("c/socket")))
  }
}

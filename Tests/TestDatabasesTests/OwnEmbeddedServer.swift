import EmbeddedPostgres
import ProcessTestTools

@testable import TestDatabases

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// An embedded server of one test's own.
enum OwnEmbeddedServer {
  /// Makes it, lets a test use it, and removes it.
  static func with(_ body: (DatabaseServer) async throws -> Void) async throws {
    // The account that the server runs as can't enter every user's temporary folder.
    let folder = try TemporaryFolder("embedded", in: "/var/tmp")
    chmod(folder.path, 0o711)
    let binaries = try await ServerBinaries.find(
      in: nil, environment: ["PATH": "/usr/bin:/bin:/usr/local/bin:/opt/homebrew/bin"])
    let server = try await EmbeddedServer.hold(binaries, cache: folder.path, announce: { _ in }) { _ in }
    let outcome: Result<Void, any Error>
    do {
      outcome = .success(try await body(DatabaseServer(server)))
    } catch {
      outcome = .failure(error)
    }
    server.release()
    await EmbeddedServer.removeRemains(clusterDirectory: server.directory)
    try await EmbeddedServer.stopIfUnused(clusterDirectory: server.directory)
    try outcome.get()
  }
}

import LibPQ
import ProcessTestTools
import Supervision

@testable import EmbeddedPostgres

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// A folder for clusters, with the programs that are installed here.
struct Cache {
  let folder: TemporaryFolder
  let path: String
  let binaries: ServerBinaries

  var directory: ClusterDirectory { ClusterDirectory(cache: path, binaries: binaries) }
  var postmaster: pid_t? { Postmaster(of: directory) == nil ? nil : PidFile(data: directory.data)?.process }

  /// Lets a test use a folder of its own, and leaves no server and nothing of it behind.
  ///
  /// - Parameter name: Where in the test's folder the clusters lie.
  static func new<Result>(
    named name: String = "cache", binaries: ServerBinaries? = nil, _ body: (Cache) async throws -> Result
  ) async throws -> Result {
    // The account that the server runs as can't enter every user's temporary folder.
    let folder = try TemporaryFolder("server", in: "/var/tmp")
    chmod(folder.path, 0o711)
    let installed = try await ServerBinaries.find(
      in: nil, environment: ["PATH": "/usr/bin:/bin:/usr/local/bin:/opt/homebrew/bin"])
    let cache = Cache(folder: folder, path: folder.path(name), binaries: binaries ?? installed)
    let outcome: Swift.Result<Result, any Error>
    do {
      outcome = .success(try await body(cache))
    } catch {
      outcome = .failure(error)
    }
    _ = await Postmaster(of: cache.directory)?.stop()
    await PidFile(data: cache.directory.data)?.removeSharedMemory()
    try FileTree.remove(cache.directory.sockets)
    return try outcome.get()
  }

  /// Holds the server of these programs.
  func hold(_ steps: Steps = Steps()) async throws -> EmbeddedServer {
    try await EmbeddedServer.hold(binaries, cache: path) { _ in
    } report: {
      steps.add($0)
    }
  }

  /// Gives a hold back, and stops the server where it was the last.
  func release(_ server: EmbeddedServer) async throws {
    server.release()
    try await EmbeddedServer.stopIfUnused(clusterDirectory: directory)
  }

  /// What tells a cluster from all others.
  func identity(_ server: EmbeddedServer) async throws -> String? {
    try await Self.value("SELECT system_identifier FROM pg_control_system()", server.superuser)
  }

  /// The first value that a statement gives.
  static func value(_ statement: String, _ dsn: DSN) async throws -> String? {
    let connection = try await Connection.open(dsn)
    let value = try await connection.query(statement).firstValue
    await connection.close()
    return value
  }
}

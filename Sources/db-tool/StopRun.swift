import EmbeddedPostgres
import Supervision
import ToolConfiguration

/// One `db-reset --stop`: the end of our own server's stay.
struct StopRun: Sendable {
  let server: ServerSettings
  /// The package's folder; `nil` where we are in none, which is no reason not to stop a server.
  let packageDirectory: String?
  let reporter: Reporter

  /// Stops it.
  ///
  /// - Returns: The exit status.
  func perform() async -> Int32 {
    do {
      let environment = CleanEnvironment.all
      let configuration = try packageDirectory.map { try Configuration.read(packageDirectory: $0) } ?? Configuration()
      let binaries = try await ServerBinaries.find(
        in: server.binaries(configuration, packageDirectory: packageDirectory ?? "/"), environment: environment)
      let cache = try CacheDirectory.prepare(environment: environment)
      let cluster = ClusterDirectory(cache: cache, binaries: binaries)
      let departure = try await EmbeddedServer.endStay(clusterDirectory: cluster)
      if reporter.level > .quiet { reporter.note(text(departure, binaries.version)) }
      return 0
    } catch {
      reporter.error("\(error)")
      reporter.summary("db-reset", "the server was not stopped", isGood: false)
      return 2
    }
  }

  private func text(_ departure: EmbeddedServer.Departure, _ version: ServerVersion) -> String {
    switch departure {
    case .stopped: "PostgreSQL \(version), embedded: stopped"
    case .heldByOthers: "PostgreSQL \(version), embedded: in use; it stops when its last user has gone"
    case .wasNotRunning: "PostgreSQL \(version), embedded: was not running"
    }
  }
}

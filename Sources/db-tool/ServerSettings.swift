import EmbeddedPostgres
import LibPQ
import PackageTests
import SQLMigrations
import Supervision
import ToolConfiguration

/// Which server the databases are made on, as far as it was said where the tool was called.
struct ServerSettings: Sendable {
  /// A server that is not the tool's own.
  var dsn: String?
  /// The folder of the programs of a server of the tool's own.
  var postgresBin: String?
  /// Who the tests connect as, in place of the databases' owner.
  var role: String?

  /// The connection string of the server that the user gave, and where it stood; `nil` for a server of our own.
  var given: (text: String, source: String)? {
    let variable = TestEnvironment.givenServerVariable
    if let dsn { return (dsn, "--dsn") }
    guard let text = CleanEnvironment.all[variable], !text.isEmpty else { return nil }
    return (text, variable)
  }

  /// The programs of a server of our own; `nil` to look for the newest.
  ///
  /// - Parameter packageDirectory: What the folder in the configuration is relative to.
  func binaries(_ configuration: Configuration, packageDirectory: String) -> String? {
    postgresBin ?? CleanEnvironment.all[ServerBinaries.variable]
      ?? configuration.postgresBin.map { PackageDirectory(packageDirectory).fullPath($0) }
  }

  /// Keeps inherited variables from this process that libpq would heed, as far as they are not for a given server.
  ///
  /// To be called before anything else is done: the environment can be changed only as long as nobody reads it.
  func settleEnvironment() {
    if given == nil { InheritedEnvironment.forgetEverything(among: CleanEnvironment.all.keys) }
  }

  /// What the watcher's environment has to be for it to connect as we do.
  var watcherEnvironment: [String: String] {
    given == nil ? CleanEnvironment.current : CleanEnvironment.currentWithLibpq
  }
}

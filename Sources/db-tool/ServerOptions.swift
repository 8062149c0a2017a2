import ArgumentParser
import EmbeddedPostgres
import LibPQ
import PackageTests
import SQLMigrations
import Supervision
import ToolConfiguration

/// Which server the databases are made on.
struct ServerOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Use this server, in place of one of the tool's own (POSTGRES_DSN_ORIGINAL).",
      discussion: "Visible to other users of this machine while it runs; the variable is not.",
      valueName: "url"))
  var dsn: String?

  @Option(
    help: ArgumentHelp(
      "The folder of the PostgreSQL programs to use (DB_TEST_POSTGRES_BIN).",
      discussion: "Without it, the newest installed server is found.", valueName: "folder"),
    completion: .directory)
  var postgresBin: String?

  @Option(
    help: ArgumentHelp(
      "The role that tests connect as, in place of the databases' owner.",
      discussion: "On a given server its password is the server's, or that of DB_TEST_ROLE_PASSWORD.",
      valueName: "name"))
  var role: String?

  func validate() throws {
    if role == "" { throw ValidationError("--role is empty; leave it out where tests are to be the owner.") }
    if dsn != nil && postgresBin != nil {
      throw ValidationError("--dsn names a server and --postgres-bin the programs of another; give one of them.")
    }
  }
}

extension ServerOptions {
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

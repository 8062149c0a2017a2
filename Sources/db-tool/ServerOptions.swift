import ArgumentParser

/// The options that say on which server the databases are made.
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

  /// What they say.
  var settings: ServerSettings { ServerSettings(dsn: dsn, postgresBin: postgresBin, role: role) }
}

import ArgumentParser

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
      discussion: "Without it, the newest installed server is found.", valueName: "folder"))
  var postgresBin: String?

  func validate() throws {
    if dsn != nil && postgresBin != nil {
      throw ValidationError("--dsn names a server and --postgres-bin the programs of another; give one of them.")
    }
  }
}

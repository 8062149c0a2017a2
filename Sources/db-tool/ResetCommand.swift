import ArgumentParser

/// `swift package db-reset`.
struct ResetCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "reset",
    abstract: "Put the package's long-lived test database back to freshly migrated.",
    usage: "swift package db-reset [<options>]",
    discussion: """
      The database <package>_test is made, or made anew, and its connection string printed. It stays, and so \
      does the server: for an IDE's play button, for psql, for looking around. A database that this tool did \
      not make is never touched.
      """)

  /// How the database is shown.
  enum Format: String, ExpressibleByArgument, CaseIterable { case dsn, env, json }

  @OptionGroup(title: "Server") var server: ServerOptions

  @Flag(help: "Stop the tool's own server, and do nothing else.")
  var stop = false

  @OptionGroup(title: "Database") var content: ContentOptions

  @OptionGroup(title: "Database") var templates: TemplateOptions

  @Option(help: ArgumentHelp("The database's name, in place of <package>_test.", valueName: "name"))
  var database: String?

  @Option(help: "Print only the connection string (dsn), all variables that tests get (env), or json.")
  var print: Format?

  @Option(
    help: ArgumentHelp(
      "Write that to a file, readable by you alone, in place of printing it.", valueName: "file"), completion: .file())
  var output: String?

  @OptionGroup(title: "Output") var outputOptions: OutputOptions
  @OptionGroup var context: ContextOptions

  func validate() throws {
    if let database, database.isEmpty || database.utf8.count > 63 {
      throw ValidationError("A database's name has 1 to 63 bytes; '\(database)' has \(database.utf8.count).")
    }
    if stop && server.dsn != nil {
      throw ValidationError("--stop stops the tool's own server; the one of --dsn is not the tool's.")
    }
  }

  func run() async throws {
    server.settings.settleEnvironment()
    let reporter = Reporter(
      outputOptions.settings, context: context.settings, silentUnlessVerbose: print != nil && output == nil)
    try context.settings.leaveSandbox("db-reset", reporter)
    if stop {
      let status = await StopRun(
        server: server.settings, packageDirectory: try? context.settings.packageDirectory(), reporter: reporter
      ).perform()
      if status != 0 { throw ExitCode(status) }
      return
    }
    let reset = ResetRun(
      server: server.settings, contents: content.settings, templates: templates.policy,
      swift: try context.settings.swiftCommand(),
      packageName: try context.settings.packageName(), database: database, format: print ?? .dsn, output: output,
      isInsidePlugin: context.settings.isInsidePlugin, reporter: reporter)
    let status = await reset.perform()
    if status != 0 { throw ExitCode(status) }
  }
}

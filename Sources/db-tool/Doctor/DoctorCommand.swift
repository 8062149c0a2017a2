import ArgumentParser

/// `db-tool doctor`; `swift package db-test --doctor` is the same.
struct DoctorCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor",
    abstract: "Look at all that db-test depends on, and say what would stop it and what to do about it.",
    usage: "swift run db-tool doctor [<options>]",
    discussion: """
      Changes nothing: no server is started, and no database made. A given server is connected to, and asked what it is. \
      The exit status is 1 where something would stop db-test.
      """)

  @OptionGroup(title: "Server") var server: ServerOptions
  @OptionGroup(title: "Database") var content: ContentOptions

  @Flag(help: "Look at it as for db-test --existing: with the database that the connection string names.")
  var existing = false

  @OptionGroup(title: "Output") var output: OutputOptions
  @OptionGroup var context: ContextOptions

  func run() async throws {
    server.settings.settleEnvironment()
    let status = await DoctorRun(
      server: server.settings, contents: content.settings, usesExisting: existing, context: context.settings,
      reporter: Reporter(output.settings, context: context.settings)
    ).perform()
    if status != 0 { throw ExitCode(status) }
  }
}

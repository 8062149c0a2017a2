import ArgumentParser
import ToolConfiguration

/// `db-tool exec`.
struct ExecCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "exec",
    abstract: "Run any command with a freshly migrated database in its environment.",
    usage: "swift run db-tool exec [<options>] -- <command> ...",
    discussion: """
      The command gets what tests get: POSTGRES_DSN and all other usual names, and the socket that hands out a database \
      for each test. Its terminal, standard input and exit status are its own; nothing is left behind when it ends.

      The exit status is 125 where there is no database for it, 126 where it may not be run, 127 where it is not found, \
      and 128 and the signal's number where one has ended it.
      """)

  @OptionGroup(title: "Server") var server: ServerOptions
  @OptionGroup(title: "Database") var content: ContentOptions
  @OptionGroup(title: "Database") var templates: TemplateOptions

  @Flag(help: "Use the database that the server's connection string names, and create no other; it has to be empty.")
  var existing = false

  @Flag(help: "Keep the database, and print how to look at it.")
  var keep = false

  @Flag(help: "Keep the database if the command fails, and print how to look at it.")
  var keepOnFailure = false

  @OptionGroup(title: "Output") var output: OutputOptions
  @OptionGroup var context: ContextOptions

  @Argument(help: .hidden) var misplaced: String?

  @Argument(
    parsing: .postTerminator, help: ArgumentHelp("The command and its arguments.", valueName: "command"),
    completion: .file())
  var words: [String] = []

  func validate() throws {
    if misplaced != nil || words.isEmpty, let typo = Self.typo {
      throw ValidationError("There is no option '\(typo.given)'; did you mean '\(typo.meant)'?")
    }
    if let misplaced {
      throw ValidationError("The command stands behind two hyphens: db-tool exec -- \(misplaced) …")
    }
    if words.isEmpty { throw ValidationError("There is no command to run: db-tool exec -- npm test") }
    if existing && (keep || keepOnFailure) {
      throw ValidationError("--existing leaves its database empty; it excludes --keep and --keep-on-failure.")
    }
    if existing && server.settings.given == nil {
      throw ValidationError(
        "--existing uses the database of a connection string; give that with --dsn or POSTGRES_DSN_ORIGINAL.")
    }
  }

  /// A misspelt option, whose value would be taken for a command without hyphens in front.
  private static var typo: OptionTypos.Typo? {
    OptionTypos(help: helpMessage()).first(in: Array(CommandLine.arguments.dropFirst()))
  }

  func run() async throws {
    server.settings.settleEnvironment()
    let run = ExecRun(
      words: words, server: server.settings, contents: content.settings, templates: existing ? nil : templates.policy,
      keeps: keep ? .always : keepOnFailure ? .onFailure : .never, swift: try context.settings.swiftCommand(),
      packageName: try context.settings.packageName(), reporter: Reporter(output.settings, context: context.settings))
    let status = await run.perform()
    if status != 0 { throw ExitCode(status) }
  }
}

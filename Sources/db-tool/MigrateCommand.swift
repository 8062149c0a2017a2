import ArgumentParser

/// `swift package db-migrate`.
struct MigrateCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "migrate",
    abstract: "Show, apply, take back, write and verify the package's migrations.",
    usage: "swift package db-migrate [<subcommand>] [<options>]",
    discussion: """
      Without a connection string, the database is the package's long-lived test database <package>_test, on this tool's own \
      server; 'up' makes it where there is none. With one, it is the database that the string names; one that this tool \
      did not make is changed with --yes only.
      """,
    subcommands: [
      MigrateStatusCommand.self, MigrateUpCommand.self, MigrateDownCommand.self, MigrateRedoCommand.self,
      MigrateNewCommand.self, MigrateVerifyCommand.self,
    ],
    defaultSubcommand: MigrateStatusCommand.self)

  /// A plugin writes these before the name of the subcommand.
  @OptionGroup var context: ContextOptions
}

/// A subcommand that looks at a database.
///
/// They have these groups of options each for itself, not one group of all of them: in a debug build, which is what users
/// have, ArgumentParser looks at each option many times for each level of groups (measured: 400 ms for two levels).
protocol MigrateSubcommand: AsyncParsableCommand {
  var server: ServerOptions { get }
  var content: ContentOptions { get }
  var target: DatabaseOption { get }
  var output: OutputOptions { get }
  var context: ContextOptions { get }
}

extension MigrateSubcommand {
  /// - Parameter isApproved: Whether a database may be changed that is not this tool's.
  func perform(_ action: MigrateRun.Action, isApproved: Bool = false) async throws {
    server.settings.settleEnvironment()
    let reporter = Reporter(output.settings, context: context.settings, silentUnlessVerbose: action == .status)
    try context.settings.leaveSandbox("db-migrate", reporter)
    let run = MigrateRun(
      action: action, server: server.settings, contents: content.settings, database: target.database,
      isApproved: isApproved,
      swift: try context.settings.swiftCommand(), packageName: try context.settings.packageName(),
      isInsidePlugin: context.settings.isInsidePlugin,
      reporter: reporter)
    let status = await run.perform()
    if status != 0 { throw ExitCode(status) }
  }
}

/// Which database is looked at.
struct DatabaseOption: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The database, in place of <package>_test or that of the connection string.", valueName: "name"))
  var database: String?
}

/// That a database may be changed which is not this tool's.
struct ApprovalOption: ParsableArguments {
  @Flag(name: .long, help: "Change the database although this tool did not make it.")
  var yes = false
}

struct MigrateStatusCommand: MigrateSubcommand {
  static let configuration = CommandConfiguration(
    commandName: "status", abstract: "Show which migrations were applied, when, and which were not.",
    discussion: "The exit status is 1 where a file was changed after it was applied, or is gone.")

  @OptionGroup(title: "Server") var server: ServerOptions
  @OptionGroup(title: "Database") var content: ContentOptions
  @OptionGroup(title: "Database") var target: DatabaseOption
  @OptionGroup(title: "Output") var output: OutputOptions
  @OptionGroup var context: ContextOptions

  func run() async throws { try await perform(.status) }
}

struct MigrateUpCommand: MigrateSubcommand {
  static let configuration = CommandConfiguration(
    commandName: "up", abstract: "Apply the migrations that were not applied yet: all, or so many.")

  @Argument(help: "How many.") var count: Int?
  @OptionGroup var approval: ApprovalOption
  @OptionGroup(title: "Server") var server: ServerOptions
  @OptionGroup(title: "Database") var content: ContentOptions
  @OptionGroup(title: "Database") var target: DatabaseOption
  @OptionGroup(title: "Output") var output: OutputOptions
  @OptionGroup var context: ContextOptions

  func validate() throws {
    if let count, count < 1 { throw ValidationError("'\(count)' is no number of migrations; leave it away for all.") }
  }

  func run() async throws { try await perform(.up(count), isApproved: approval.yes) }
}

struct MigrateDownCommand: MigrateSubcommand {
  static let configuration = CommandConfiguration(
    commandName: "down", abstract: "Take back the migration that was applied last, or so many, or all.")

  @Argument(help: "How many.") var count: Int?
  @Flag(help: "Take back all.") var all = false
  @OptionGroup var approval: ApprovalOption
  @OptionGroup(title: "Server") var server: ServerOptions
  @OptionGroup(title: "Database") var content: ContentOptions
  @OptionGroup(title: "Database") var target: DatabaseOption
  @OptionGroup(title: "Output") var output: OutputOptions
  @OptionGroup var context: ContextOptions

  func validate() throws {
    if let count, count < 1 { throw ValidationError("'\(count)' is no number of migrations.") }
    if count != nil && all { throw ValidationError("--all takes back all; give it or a number.") }
  }

  func run() async throws { try await perform(.down(all ? nil : count ?? 1), isApproved: approval.yes) }
}

struct MigrateRedoCommand: MigrateSubcommand {
  static let configuration = CommandConfiguration(
    commandName: "redo", abstract: "Take back the migration that was applied last, and apply it again.")

  @OptionGroup var approval: ApprovalOption
  @OptionGroup(title: "Server") var server: ServerOptions
  @OptionGroup(title: "Database") var content: ContentOptions
  @OptionGroup(title: "Database") var target: DatabaseOption
  @OptionGroup(title: "Output") var output: OutputOptions
  @OptionGroup var context: ContextOptions

  func run() async throws { try await perform(.redo, isApproved: approval.yes) }
}

struct MigrateVerifyCommand: MigrateSubcommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Apply all migrations to a scratch database, take all back, and apply them again.",
    discussion: """
      The schema after each way back has to be the one before its migration, as pg_dump writes them. Indexes that are left \
      invalid and locks that would block a table in use are pointed out.
      """)

  @OptionGroup(title: "Server") var server: ServerOptions
  @OptionGroup(title: "Database") var content: ContentOptions
  @OptionGroup(title: "Database") var target: DatabaseOption
  @OptionGroup(title: "Output") var output: OutputOptions
  @OptionGroup var context: ContextOptions

  func run() async throws { try await perform(.verify) }
}

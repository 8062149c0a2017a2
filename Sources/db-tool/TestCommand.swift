import ArgumentParser
import PackageTests
import Supervision
import ToolConfiguration

/// `swift package db-test`.
struct TestCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "test",
    abstract: "Run the package's tests against a freshly migrated PostgreSQL database.",
    usage: "swift package db-test [<options>] [<swift-test-options> ...]",
    discussion: """
      Starts a PostgreSQL server where none is given, creates a database, runs the migrations and the seeds \
      once, runs `swift test` with the database's connection string in its environment (POSTGRES_DSN and all \
      other usual names), and leaves nothing behind.

      Whatever is not listed here goes on to `swift test`: --filter, --parallel, --xunit-output …
      """)

  @OptionGroup(title: "Server") var server: ServerOptions
  @OptionGroup(title: "Database") var content: ContentOptions

  @OptionGroup(title: "Database") var templates: TemplateOptions

  @Flag(
    help: ArgumentHelp(
      "Use the database that the server's connection string names, and create no other.",
      discussion: """
        For roles that may not create databases. It has to be empty, and is empty again at the end; tests have it one \
        after the other.
        """))
  var existing = false

  @Flag(help: "Undo all migrations when the tests have ended; fail where one can't be undone.")
  var downgrade = false

  @Flag(
    help: """
      Compare each database as a whole after it was put back, and name the test that left something in it. Slow.
      """)
  var verifyIsolation = false

  @Flag(
    help: """
      First apply all migrations to a scratch database, take all back and apply them again, and look at what each step \
      leaves (see 'db-migrate verify'); skipped where they have not changed since.
      """)
  var verifyMigrations = false

  @Flag(help: "Keep the database, and print how to look at it.")
  var keep = false

  @Flag(help: "Keep the database if the tests fail, and print how to look at it.")
  var keepOnFailure = false

  @Flag(
    help: """
      If the tests fail, open psql in the database of the first that did; where there is no terminal, as inside of \
      `swift package`, it is --keep-on-failure.
      """)
  var shell = false

  @Flag(help: "Run no tests, but look at all that they would need, and say what would stop them.")
  var doctor = false

  @OptionGroup(title: "Tests") var rounds: RoundOptions

  @OptionGroup(title: "Output") var output: OutputOptions
  @OptionGroup(title: "Output") var reports: ReportOptions
  @OptionGroup var context: ContextOptions

  @Argument(
    parsing: .allUnrecognized,
    help: ArgumentHelp("Goes on to `swift test`.", valueName: "swift-test-options"))
  var testArguments: [String] = []

  func validate() throws {
    if existing && (keep || keepOnFailure || shell) {
      throw ValidationError("--existing leaves its database empty; it excludes --keep, --keep-on-failure and --shell.")
    }
    if existing && server.settings.given == nil {
      throw ValidationError(
        "--existing uses the database of a connection string; give that with --dsn or POSTGRES_DSN_ORIGINAL.")
    }
    if existing && verifyMigrations {
      throw ValidationError("--verify-migrations needs a scratch database, and --existing lets none be made.")
    }
    if downgrade && (keep || keepOnFailure || shell) {
      throw ValidationError("--downgrade leaves an empty database; it excludes --keep, --keep-on-failure and --shell.")
    }
  }

  func run() async throws {
    server.settings.settleEnvironment()
    let reporter = Reporter(output.settings, context: context.settings)
    if doctor {
      let status = await DoctorRun(
        server: server.settings, contents: content.settings, usesExisting: existing, context: context.settings,
        reporter: reporter
      ).perform()
      if status != 0 { throw ExitCode(status) }
      return
    }
    try context.settings.leaveSandbox("db-test", reporter)
    try await refuseTypos(reporter)
    let opensShell = shell && FailureShell.isPossible(context.settings)
    let keepsFailed = keepOnFailure || (shell && !opensShell)
    let run = try TestRun(
      server: server.settings, contents: content.settings, templates: templates.policy, usesExisting: existing,
      downgrades: downgrade,
      verifiesIsolation: verifyIsolation, verifiesMigrations: verifyMigrations,
      keeps: keep ? .always : keepsFailed ? .onFailure : .never, shell: opensShell ? FailureShell() : nil,
      arguments: TestArguments(testArguments), context: context.settings, reporter: reporter,
      color: output.settings.color, rounds: rounds, reports: reports)
    let status = await run.perform()
    if status != 0 { throw ExitCode(status) }
  }

  /// Refuses an option that would go on to `swift test`, which does not have it, and that is nearly one of its or of ours.
  ///
  /// - Throws: `ExitCode`, once that has been said.
  private func refuseTypos(_ reporter: Reporter) async throws {
    let swift = try context.settings.swift()
    let typo = try? await OptionTypos(
      help: Self.helpMessage(), usual: TestArguments.usualOptions
    ).first(in: testArguments) {
      try await ChildProcess.output(
        of: swift, ["test", "--help-hidden"],
        environment: CleanEnvironment.ofSwiftPM(CleanEnvironment.all, swift: swift))
    }
    guard let typo else { return }
    reporter.error(
      "there is no option '\(typo.given)', neither here nor of `swift test`; did you mean '\(typo.meant)'?")
    throw ExitCode.validationFailure
  }
}

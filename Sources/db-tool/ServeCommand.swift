import ArgumentParser
import LeaseProtocol
import PackageTests

/// What DBTesting starts where the tests run without `db-test`, as by an IDE's play button.
///
/// It opens a session and prints one line, a ``ServiceAddress``; it goes on until its standard input ends, which
/// the test process holds, and then leaves everything as it was before.
struct ServeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "serve", abstract: "Hands out test databases until standard input ends.", shouldDisplay: false)

  @OptionGroup(title: "Server") var server: ServerOptions
  @OptionGroup(title: "Database") var content: ContentOptions
  @OptionGroup(title: "Output") var output: OutputOptions
  @OptionGroup var context: ContextOptions

  func run() async throws {
    server.settleEnvironment()
    let reporter = Reporter(output, context: context, silentUnlessVerbose: true)
    let run = ServeRun(
      server: server, contents: content, swift: try context.swiftCommand(),
      packageName: try context.packageName(), reporter: reporter)
    let status = await run.perform()
    if status != 0 { throw ExitCode(status) }
  }
}

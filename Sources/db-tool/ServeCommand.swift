import ArgumentParser
import LeaseProtocol
import PackageTests

/// What DBTesting starts where the tests run without `db-test`, as by an IDE's play button.
///
/// It opens a session and prints one line, a ``ServiceAddress``; it goes on until its standard input ends, which
/// the test process holds, and then leaves everything as it was before.
///
/// Everything else is said by the environment and `db-test.json`: no person calls it, and in a debug build each option of a
/// group takes the parser 3 ms.
struct ServeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "serve", abstract: "Hands out test databases until standard input ends.", shouldDisplay: false)

  @Option(help: "The folder of the migrations.") var migrations: String?
  @Flag(help: "Print each step and each migration.") var verbose = false

  func run() async throws {
    let (server, context) = (ServerSettings(), ContextSettings())
    server.settleEnvironment()
    let reporter = Reporter(OutputSettings(verbose: verbose), context: context, silentUnlessVerbose: true)
    let run = ServeRun(
      server: server, contents: ContentSettings(migrations: migrations), swift: try context.swiftCommand(),
      packageName: try context.packageName(), reporter: reporter)
    let status = await run.perform()
    if status != 0 { throw ExitCode(status) }
  }
}

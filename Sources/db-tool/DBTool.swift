import ArgumentParser
import LibPQ
import Supervision

/// The tool behind `swift package db-test` and its siblings; `swift run db-tool …` is the same by hand.
@main
struct DBTool: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "db-tool",
    abstract: "A real PostgreSQL database for a Swift package's tests.",
    subcommands: [
      TestCommand.self, ExecCommand.self, ResetCommand.self, MigrateCommand.self, TemplatesCommand.self,
      DoctorCommand.self, ServeCommand.self, WatchCommand.self,
      RunTestsCommand.self, RunAsCommand.self,
    ])

  static func main() async {
    // In this order: the tests get what is inherited, the tool itself connects as it is told.
    _ = CleanEnvironment.all
    InheritedEnvironment.forgetServer()
    ChildProcess.letEndingsBeKnown()
    let arguments = Array(CommandLine.arguments.dropFirst())
    do {
      let command = try await asyncParseAsRoot(arguments)
      if var command = command as? any AsyncParsableCommand {
        try await command.run()
      } else {
        var command = command
        try command.run()
      }
    } catch {
      if exitCode(for: error) == .validationFailure,
        let typo = SubcommandTypo(in: arguments, of: self, refusedWith: message(for: error))
      {
        exit(withError: ValidationError("there is no subcommand '\(typo.given)'; did you mean '\(typo.meant)'?"))
      }
      exit(withError: error)
    }
  }
}

import PackageTests
import SQLMigrations
import Supervision
import TestDatabases
import ToolConfiguration

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Has the package's own program migrate a database.
struct CodeMigrations: Sendable {
  let run: Run
  let swift: SwiftCommand
  /// Waits until a build that is under way is done, and says what it has left.
  let buildState: @Sendable () async throws -> SwiftCommand.BuildState

  /// The program that the configuration names.
  ///
  /// - Throws: `MigrationFileError` where its inputs can't be read.
  func command(_ setting: MigrateSetting, in directory: PackageDirectory) throws -> MigrationCommand {
    let inputs = try setting.inputs.map { try InputFiles.read($0, in: directory) }
    let text = setting.command.joined(separator: " ")
    return MigrationCommand(words: setting.command, inputs: inputs) { server, database in
      let state = try await buildState()
      guard let command = swift.own(setting.command, state, environment: environment(server, database)) else {
        throw SessionError(
          .migrationCommandFailed,
          """
          there is no program '\(setting.command[0])', which 'migrate' in \(Configuration.fileName) names
          It was looked for in \(setting.command[0].contains("/") ? "'\(directory.path)'" : "PATH").
          """)
      }
      run.reporter.begins("migrating by '\(text)'")
      let ending = try await relayed(command)
      if ending.isSuccess { return }
      throw SessionError(
        .migrationCommandFailed,
        "'\(text)', which is to migrate the database, \(Self.failure(ending)); see its output above")
    }
  }

  private static func failure(_ ending: ChildProcess.Ending) -> String {
    switch ending {
    case .exited(let code): "failed with exit status \(code)"
    case .signalled(let number): "died of signal \(number)"
    }
  }

  /// What the program sees: the database under all the names that tests have for theirs, in its owner's role.
  private func environment(_ server: DatabaseServer, _ database: String) -> [String: String] {
    var environment = CleanEnvironment.ofSwiftPM(CleanEnvironment.all, swift: swift.swift)
    for name in TestEnvironment.hiddenNames(in: environment) { environment[name] = nil }
    environment.merge(TestEnvironment.variables(of: server.ownersDatabase(named: database))) { $1 }
    environment[run.mark.variable] = run.mark.value
    return environment
  }

  /// Runs a command to its end; what it started and left running is ended, so that nobody holds on to the database.
  private func relayed(_ command: ChildProcess.Command) async throws -> ChildProcess.Ending {
    // Standard output may be for what others read: a connection string, the plugin's requests.
    let relay = OutputRelay(.plain, output: STDERR_FILENO, error: STDERR_FILENO, removesLockNotice: true)
    let running = try await relay.start(command)
    let processes = RunProcesses(leader: running.process.identifier, mark: nil)
    return try await withTaskCancellationHandler {
      let ending = try await running.wait { _ in await processes.end(grace: .milliseconds(200)) }
      try Task.checkCancellation()
      return ending
    } onCancel: {
      Task { await processes.end(grace: Estate.grace) }
    }
  }
}

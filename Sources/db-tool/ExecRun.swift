import PackageTests
import Supervision
import TestDatabases
import ToolConfiguration

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// One `exec`.
struct ExecRun: Sendable {
  /// The command and its arguments.
  let words: [String]
  let server: ServerSettings
  let contents: ContentSettings
  /// What is kept for the next session; `nil` to use the database that the server was given with.
  let templates: TemplatePolicy?
  let keeps: TestRun.Keeping
  let swift: SwiftCommand
  let packageName: String
  let reporter: Reporter

  /// Exit statuses of programs that run others; those of POSIX's `env`.
  private enum Status {
    static let noDatabase: Int32 = 125
    static let notExecutable: Int32 = 126
    static let notFound: Int32 = 127
  }

  /// Does it all.
  ///
  /// - Returns: The exit status.
  func perform() async -> Int32 {
    let name = words.first ?? ""
    let program: String
    // Before a server is started for it.
    switch ProgramSearch.find(
      name, path: CleanEnvironment.all["PATH"], from: FileManager.default.currentDirectoryPath)
    {
    case .program(let path): program = path
    case .notExecutable(let path):
      return end(Status.notExecutable, "'\(path)' can't be run: it is no program, or not executable (chmod +x)")
    case .nothing:
      let place = name.contains("/") ? "there is no such file" : "it is in no folder of PATH"
      return end(Status.notFound, "the command '\(name)' was not found: \(place)")
    }
    let interruption = Interruption()
    let outcome = await Run.perform(reporter, server: server, interruptions: interruption) { run in
      try await ending(of: program, run, interruption)
    }
    switch outcome {
    case .finished(.exited(let code)): return code
    case .finished(.signalled(let number)): return 128 + number
    case .interrupted(let reason): return end(reason.exitStatus, nil)
    case .failed(let error): return end(Status.noDatabase, "\(error)")
    }
  }

  private func end(_ status: Int32, _ message: String?) -> Int32 {
    if let message { reporter.error(message) }
    let text = message == nil ? "interrupted" : "'\(words.first ?? "")' was not run"
    reporter.summary("exec", text, isGood: false)
    return status
  }

  private func ending(
    of program: String, _ run: Run, _ interruption: Interruption
  ) async throws -> ChildProcess.Ending {
    let directory = swift.packageDirectory
    let configuration = try Configuration.read(packageDirectory: directory)
    let code = CodeMigrations(run: run, swift: swift) { SwiftCommand.BuildState(isBuilt: false, isLocked: false) }
    // Meanwhile the files are read; where one is wrong, that is given up.
    async let databaseServer = run.server(
      server, configuration, packageDirectory: directory, isExisting: templates == nil)
    let contents = try contents.read(packageDirectory: directory, configuration, code: code)
    let session = try await run.session(
      on: databaseServer, package: packageName, contents: contents, templates: templates)
    let leases = try session.serveLeases(
      at: run.directory.path(of: OpenSession.socketName), failed: keeps == .never ? .putBack : .kept
    ) { event in run.tell(event, on: session.server) }
    let open = OpenSession(session: session, leases: leases)
    let command = ChildProcess.Command(
      program, Array(words.dropFirst()),
      environment: open.variables(of: run).reduce(into: CleanEnvironment.all) { $0[$1.key] = $1.value })
    let ending = try await run.inForeground(command, interruption)
    if !ending.isSuccess { await leases.decideOnBroken() }
    await leases.stop()
    if let summary = await leases.summary { reporter.detail(summary) }
    if !ending.isSuccess, let loss = await session.loss() {
      reporter.error(loss)
    } else if keeps == .always || (keeps == .onFailure && !ending.isSuccess) {
      try await session.keep()
      run.showKept(session.database, on: session.server)
    }
    await session.close()
    return ending
  }
}

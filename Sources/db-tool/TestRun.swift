import PackageTests
import Supervision
import TestDatabases

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// One `db-test`, from the server to the summary.
struct TestRun: Sendable {
  /// When the database stays.
  enum Keeping: Sendable { case never, onFailure, always }

  /// What came of the tests.
  enum Verdict: Sendable {
    case passed
    case failed(ChildProcess.Ending)
    case buildFailed
    case downgradeFailed(String)
  }

  let server: ServerOptions
  let contents: ContentOptions
  let downgrades: Bool
  let keeps: Keeping
  let arguments: TestArguments
  let reporter: Reporter
  let command: SwiftCommand
  let packageName: String
  let color: OutputOptions.Color
  private let isInsidePlugin: Bool

  init(
    server: ServerOptions, contents: ContentOptions, downgrades: Bool, keeps: Keeping,
    arguments: TestArguments, context: ContextOptions, reporter: Reporter, color: OutputOptions.Color
  ) throws {
    self.server = server
    self.contents = contents
    self.downgrades = downgrades
    self.keeps = keeps
    self.arguments = arguments
    self.reporter = reporter
    self.color = color
    isInsidePlugin = context.isInsidePlugin
    packageName = try context.packageName()
    command = SwiftCommand(
      swift: try context.swift(), packageDirectory: try context.packageDirectory(),
      layout: BuildLayout(toolPath: OwnProgram.path), runsInsidePlugin: context.isInsidePlugin)
  }

  /// Does it all.
  ///
  /// - Returns: The exit status.
  func perform() async -> Int32 {
    let start = ContinuousClock.now
    let interruption = Interruption()
    let channel = isInsidePlugin ? PluginChannel(interruption) : nil
    let outcome = await Run.perform(reporter, interruptions: interruption) { run in
      try await verdict(run, channel)
    }
    let (status, text) = judge(outcome)
    if status == 0 {
      reporter.summary("\(text) in \(Reporter.seconds(since: start))", isGood: true)
    } else if let channel {
      channel.fail("db-test: \(text)")
    } else {
      reporter.summary("\(text), after \(Reporter.seconds(since: start))", isGood: false)
    }
    return status
  }

  /// What a run comes to: an exit status, and a sentence that says which part decided it.
  private func judge(_ outcome: Run.Outcome<Verdict>) -> (status: Int32, text: String) {
    switch outcome {
    case .finished(.passed): return (0, "the tests passed")
    case .finished(.failed(.exited(let code))): return (code, "the tests failed")
    case .finished(.failed(.signalled(let number))): return (128 + number, "the tests died of signal \(number)")
    case .finished(.buildFailed): return (1, "the tests could not be built")
    case .finished(.downgradeFailed(let text)):
      reporter.error(text)
      return (1, "the tests passed, but the migrations could not be undone")
    case .interrupted(let reason): return (reason.exitStatus, "interrupted")
    case .failed(let error):
      reporter.error("\(error)")
      return (2, "there is no database for the tests")
    }
  }

  /// Prepares the database and builds the tests at the same time, then runs them.
  private func verdict(_ run: Run, _ channel: PluginChannel?) async throws -> Verdict {
    let contents = try contents.read(packageDirectory: command.packageDirectory)
    return try await withThrowingTaskGroup(of: Prepared.self) { group in
      group.addTask {
        .database(try await run.session(on: run.server(server), package: packageName, contents: contents))
      }
      if !arguments.changeBuild { group.addTask { .build(try await build(run, channel)) } }
      var session: Session?
      for try await prepared in group {
        switch prepared {
        case .database(let opened): session = opened
        case .build(false):
          group.cancelAll()
          return .buildFailed
        case .build(true): break
        }
      }
      guard let session else { throw CancellationError() }
      return try await self.run(run, session)
    }
  }

  private enum Prepared: Sendable {
    case database(Session)
    case build(Bool)
  }

  private func build(_ run: Run, _ channel: PluginChannel?) async throws -> Bool {
    let start = ContinuousClock.now
    let isBuilt: Bool
    if let channel {
      isBuilt = try await channel.build()
    } else {
      // Not the run's mark: SwiftPM reads all manifests again where its environment is another one.
      let environment = TestEnvironment.withoutDatabase(CleanEnvironment.all)
      isBuilt = try await relayed(command.build(environment: environment), run).isSuccess
    }
    if isBuilt { reporter.done("tests built", since: start) }
    return isBuilt
  }

  private func run(_ run: Run, _ session: Session) async throws -> Verdict {
    let variables = TestEnvironment.variables(of: session.environmentDatabase)
      .merging([run.mark.variable: run.mark.value]) { $1 }
    let command = try command.test(
      arguments, isBuilt: !arguments.changeBuild,
      environment: TestEnvironment.withoutDatabase(CleanEnvironment.all), variables: variables,
      directory: run.directory)
    let ending = try await relayed(command, run)
    var verdict: Verdict = ending.isSuccess ? .passed : .failed(ending)
    if downgrades {
      do {
        let start = ContinuousClock.now
        try await session.downgrade(run.tell)
        reporter.done("all migrations undone", since: start)
      } catch let error where !(error is CancellationError) {
        if ending.isSuccess { verdict = .downgradeFailed("\(error)") } else { reporter.warning("\(error)") }
      }
    }
    if keeps == .always || (keeps == .onFailure && !ending.isSuccess) {
      try await keep(session, run)
    }
    await session.close()
    return verdict
  }

  private func keep(_ session: Session, _ run: Run) async throws {
    try await session.keep(watcher: run.watcher)
    reporter.note("kept \(session.database); to look at it:  \(session.psqlCommand)")
    reporter.note("and to drop it:  \(session.dropCommand)")
    if case .embedded = session.server.origin {
      reporter.note("the server stays for it, until:  swift package db-reset --stop")
    }
  }

  /// Runs a command to its end, with its output as the user wants to see it.
  ///
  /// Where the task is cancelled, the command and all that it started is ended first.
  private func relayed(_ command: ChildProcess.Command, _ run: Run) async throws -> ChildProcess.Ending {
    var command = command
    if color == .never { command.environment["NO_COLOR"] = "1" }
    let isTerminal = reporter.terminal != nil || color == .always
    // Inside a plugin, standard output is the channel to the plugin.
    let relay = OutputRelay(
      isTerminal ? .terminal(reporter.terminal) : .plain,
      output: isInsidePlugin ? STDERR_FILENO : STDOUT_FILENO, error: STDERR_FILENO,
      removesLockNotice: isInsidePlugin)
    let running = try await relay.start(command)
    let leader = running.process.identifier
    try await run.watcher.change { $0.testsLeader = leader }
    let processes = RunProcesses(leader: leader, mark: run.mark)
    return try await withTaskCancellationHandler {
      let ending = try await running.wait { _ in
        // What the tests left running holds the output open, and is not to go on.
        await processes.end(grace: .milliseconds(200))
      }
      try Task.checkCancellation()
      return ending
    } onCancel: {
      Task { await processes.end(grace: Estate.grace) }
    }
  }
}

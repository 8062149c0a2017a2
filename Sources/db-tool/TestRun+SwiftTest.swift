import LeaseProtocol
import PackageTests
import Supervision
import TestDatabases
import TestReports

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

extension TestRun {
  /// The environment of `swift` itself: the one that SwiftPM has anyway, so that what it caches is found.
  private var environment: [String: String] {
    var environment = CleanEnvironment.ofSwiftPM(CleanEnvironment.all, swift: command.swift)
    if color == .never { environment["NO_COLOR"] = "1" }
    // SwiftPM rewrites its line of progress on a terminal, and passes on only whole lines of its plugins.
    if isInsidePlugin { environment["TERM"] = "dumb" }
    return environment
  }

  /// What the tests see otherwise than `swift` itself; `nil` for what they don't see.
  private func variables(_ open: OpenSession, _ run: Run) -> [String: String?] {
    var variables = open.variables(of: run)
    if isInsidePlugin {
      variables["TERM"] = CleanEnvironment.all["TERM"]
      // SwiftPM forbids colours where it believes that nobody sees them.
      if reporter.isColored { variables["NO_COLOR"] = .some(nil) }
    }
    return variables
  }

  /// Has `swift test` build while the database is made; the tests wait for it.
  ///
  /// - Returns: The session, where there is one, and what came of the tests.
  func testsByRunner(
    _ arguments: TestArguments, _ runner: TestRunner, _ run: Run, _ build: BuildProgress,
    _ opening: @escaping @Sendable () async throws -> OpenSession
  ) async throws -> (OpenSession?, Verdict) {
    enum Event: Sendable {
      case database(OpenSession)
      case ended(ChildProcess.Ending)
    }
    build.watch { runner.isReached ? true : nil }
    let swiftTest = command.test(arguments, runner: runner, environment: environment)
    let start = ContinuousClock.now
    var haveEnded = false
    // Also of a run that is interrupted.
    defer { note(runner, since: start, testsHaveEnded: haveEnded) }
    return try await withThrowingTaskGroup(of: Event.self) { group in
      group.addTask {
        let session = try await opening()
        try runner.provide(variables(session, run))
        return .database(session)
      }
      group.addTask { .ended(try await relayed(swiftTest, run)) }
      var session: OpenSession?
      var ending: ChildProcess.Ending?
      for try await event in group {
        switch event {
        case .database(let opened): session = opened
        case .ended(let ended): ending = ended
        }
        // Tests that were given a database had it; others, not built or killed while they waited, need none.
        guard let ending, session != nil || !runner.hasProvided else { continue }
        group.cancelAll()
        haveEnded = true
        if ending.isSuccess { return (session, .passed) }
        if runner.isReached { return (session, .failed(ending)) }
        return (session, ending == .exited(Self.usageError) ? .argumentsRefused : .buildFailed)
      }
      throw CancellationError()
    }
  }

  /// What SwiftPM exits with where it does not know what it is told: `EX_USAGE` of sysexits(3).
  private static let usageError: Int32 = 64

  /// Notes how long `swift test` took to build and to test, as the runner knows it.
  private func note(_ runner: TestRunner, since start: ContinuousClock.Instant, testsHaveEnded: Bool) {
    let whole = (ContinuousClock.now - start) / .seconds(1)
    guard let tests = runner.secondsSinceReached else { return }
    record.ended(.build, seconds: max(0, whole - tests))
    if testsHaveEnded { record.ended(.tests, seconds: tests) }
  }

  /// Has the tests built while the database is made, and runs them then.
  ///
  /// - Returns: The session, where there is one, and what came of the tests.
  func testsAfterBuild(
    _ arguments: TestArguments, _ run: Run, _ progress: BuildProgress, _ channel: PluginChannel?,
    _ records: TestRecords?, _ opening: @escaping @Sendable () async throws -> OpenSession
  ) async throws -> (OpenSession?, Verdict) {
    enum Event: Sendable {
      case database(OpenSession)
      case built(Bool)
    }
    let session: OpenSession? = try await withThrowingTaskGroup(of: Event.self) { group in
      group.addTask { .database(try await opening()) }
      let done = Locked<Bool?>(arguments.changeBuild ? false : nil)
      progress.watch { done.withLock { $0 } }
      if !arguments.changeBuild {
        group.addTask {
          let isBuilt = try await build(run, channel)
          if isBuilt { done.withLock { $0 = true } }
          return .built(isBuilt)
        }
      }
      var session: OpenSession?
      for try await event in group {
        switch event {
        case .database(let opened): session = opened
        case .built(true): break
        case .built(false):
          group.cancelAll()
          return nil
        }
      }
      return session
    }
    guard let session else { return (nil, .buildFailed) }
    let ending = try await tests(arguments, isBuilt: !arguments.changeBuild, session, run, records)
    return (session, ending.isSuccess ? .passed : .failed(ending))
  }

  /// Runs the tests without a runner, with their variables in the environment of `swift test` itself.
  private func tests(
    _ arguments: TestArguments, isBuilt: Bool, _ session: OpenSession, _ run: Run, _ records: TestRecords?
  ) async throws -> ChildProcess.Ending {
    let swiftTest = command.test(
      arguments, isBuilt: isBuilt, records: records,
      environment: variables(session, run).reduce(into: environment) { $0[$1.key] = $1.value })
    let start = ContinuousClock.now
    let ending = try await relayed(swiftTest, run, copy: records?.path(of: .output))
    record.ended(.tests, since: start)
    return ending
  }

  /// Runs tests that have run in this session once more.
  func testsAgain(
    _ arguments: TestArguments, _ runner: TestRunner?, _ session: OpenSession, _ run: Run, _ records: TestRecords?
  ) async throws -> ChildProcess.Ending {
    guard let runner else { return try await tests(arguments, isBuilt: true, session, run, records) }
    let start = ContinuousClock.now
    let ending = try await relayed(
      command.test(arguments, runner: runner, isBuilt: true, environment: environment), run)
    record.ended(.tests, since: start)
    return ending
  }

  /// The names of all tests, once they are built.
  ///
  /// - Returns: `nil` where they can't be built.
  func testNames(_ run: Run) async throws -> [String]? {
    let path = run.directory.path(of: "list")
    let nowhere = open("/dev/null", O_WRONLY | O_CLOEXEC)
    defer { close(nowhere) }
    let relay = OutputRelay(
      .plain, output: nowhere, error: STDERR_FILENO, removesLockNotice: isInsidePlugin, copy: path)
    let ending = try await relayed(command.list(arguments, environment: environment), run, by: relay)
    let text = String(decoding: PrivateFile.read(path) ?? [], as: UTF8.self)
    if ending.isSuccess { return text.split(separator: "\n").map(String.init) }
    reporter.note(text)
    return nil
  }

  private func build(_ run: Run, _ channel: PluginChannel?) async throws -> Bool {
    let start = ContinuousClock.now
    let isBuilt =
      if let channel {
        try await channel.build()
      } else {
        try await relayed(command.build(environment: environment), run).isSuccess
      }
    if isBuilt {
      reporter.done("tests built", since: start)
      record.ended(.build, since: start)
    }
    return isBuilt
  }

  /// Runs a command to its end, with its output as the user wants to see it.
  ///
  /// Where the task is cancelled, the command and all that it started is ended first.
  ///
  /// - Parameter copy: The path of a new file that what it prints is copied to.
  private func relayed(
    _ command: ChildProcess.Command, _ run: Run, copy: String? = nil
  ) async throws -> ChildProcess.Ending {
    let isTerminal = reporter.terminal != nil || color == .always
    // Inside a plugin, standard output is the channel to the plugin.
    let relay = OutputRelay(
      isTerminal ? .terminal(reporter.terminal) : .plain,
      output: isInsidePlugin ? STDERR_FILENO : STDOUT_FILENO, error: STDERR_FILENO,
      removesLockNotice: isInsidePlugin, copy: copy)
    return try await relayed(command, run, by: relay)
  }

  private func relayed(
    _ command: ChildProcess.Command, _ run: Run, by relay: OutputRelay
  ) async throws -> ChildProcess.Ending {
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

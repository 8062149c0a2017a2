import EmbeddedPostgres
import LeaseProtocol
import PackageTests
import Supervision
import TestDatabases
import TestReports
import ToolConfiguration

/// One `db-test`, from the server to the summary.
struct TestRun: Sendable {
  /// When the database stays.
  enum Keeping: Sendable { case never, onFailure, always }

  /// What came of the tests.
  enum Verdict: Sendable {
    case passed
    case failed(ChildProcess.Ending)
    case buildFailed
    case argumentsRefused
    case serverLost(String)
    case downgradeFailed(String)

    var isGood: Bool { if case .passed = self { true } else { false } }
  }

  /// What is wrong with the migrations has been said.
  struct MigrationsNotRight: Error {}

  /// There is no place for a report that is wanted.
  struct ReportNotWritable: Error { let reason: String }

  let server: ServerSettings
  let contents: ContentSettings
  let templates: TemplatePolicy
  let usesExisting: Bool
  let downgrades: Bool
  let verifiesIsolation: Bool
  let verifiesMigrations: Bool
  let keeps: Keeping
  /// What is opened where tests fail.
  let shell: FailureShell?
  let arguments: TestArguments
  let shard: Shard?
  let rounds: Rounds
  let reporter: Reporter
  let command: SwiftCommand
  let packageName: String
  let color: OutputSettings.Color
  let isInsidePlugin: Bool
  let reports: Reports
  let record: RunRecord

  init(
    server: ServerSettings, contents: ContentSettings, templates: TemplatePolicy, usesExisting: Bool, downgrades: Bool,
    verifiesIsolation: Bool, verifiesMigrations: Bool, keeps: Keeping,
    shell: FailureShell?, arguments: TestArguments, context: ContextSettings, reporter: Reporter,
    color: OutputSettings.Color, rounds: RoundOptions, reports: ReportOptions
  ) throws {
    self.server = server
    self.contents = contents
    self.templates = templates
    self.usesExisting = usesExisting
    self.downgrades = downgrades
    self.verifiesIsolation = verifiesIsolation
    self.verifiesMigrations = verifiesMigrations
    self.keeps = keeps
    self.shell = shell
    self.arguments = arguments
    shard = rounds.shard
    self.rounds = rounds.rounds
    self.reporter = reporter
    self.color = color
    isInsidePlugin = context.isInsidePlugin
    packageName = try context.packageName()
    command = try context.swiftCommand()
    self.reports = Reports(
      reports, environment: CleanEnvironment.all, packageDirectory: command.packageDirectory)
    record = RunRecord(package: packageName, directory: command.packageDirectory)
  }

  /// Does it all.
  ///
  /// - Returns: The exit status.
  func perform() async -> Int32 {
    let start = ContinuousClock.now
    let interruption = Interruption()
    let channel = isInsidePlugin ? PluginChannel(interruption) : nil
    let outcome: Run.Outcome<Verdict>
    do {
      try reports.check()
      outcome = await Run.perform(reporter, server: server, interruptions: interruption, record: record) { run in
        try await verdict(run, channel, interruption)
      }
    } catch {
      outcome = .failed(ReportNotWritable(reason: "\(error)"))
    }
    return conclude(outcome, since: start)
  }

  /// Prepares the database while the tests are built, then runs them.
  private func verdict(
    _ run: Run, _ channel: PluginChannel?, _ interruption: Interruption
  ) async throws -> Verdict {
    let directory = command.packageDirectory
    let configuration = try Configuration.read(packageDirectory: directory)
    let build = BuildProgress()
    let code = CodeMigrations(run: run, swift: command) {
      // Nobody is to build at the same time, nor to come before there is anything built.
      let isBuilt = try await build.untilDone()
      return SwiftCommand.BuildState(isBuilt: isBuilt, isLocked: isInsidePlugin || isBuilt, arguments: arguments)
    }
    let contents = try contents.read(packageDirectory: directory, configuration, code: code)
    if downgrades { try contents.plan(for: "--downgrade") }
    if verifiesMigrations { try contents.plan(for: "--verify-migrations") }
    let serving = Locked<LeaseService?>(nil)
    let opening: @Sendable () async throws -> OpenSession = {
      let databaseServer = try await run.server(
        server, configuration, packageDirectory: directory, isExisting: usesExisting)
      if verifiesMigrations {
        let verification = MigrationVerificationRun(
          plan: try contents.plan(for: "--verify-migrations"), server: databaseServer, packageName: packageName,
          binaries: server.binaries(configuration, packageDirectory: directory), run: run)
        let cache = try CacheDirectory.prepare(environment: CleanEnvironment.all)
        let start = ContinuousClock.now
        guard try await verification.isGoodAsKnown(in: VerifiedMigrations(cache: cache)) else {
          throw MigrationsNotRight()
        }
        record.ended(.verification, since: start)
      }
      let session = try await run.session(
        on: databaseServer, package: packageName, contents: contents, templates: usesExisting ? nil : templates)
      let leases = try session.serveLeases(
        at: run.directory.path(of: OpenSession.socketName),
        failed: keeps != .never ? .kept : shell != nil ? .held : .putBack, verifiesIsolation: verifiesIsolation
      ) { event in
        shell?.hear(event)
        if case .kept(let test, let database) = event { record.keep(database, of: test, on: session.server) }
        run.tell(event, on: session.server)
      }
      serving.withLock { $0 = leases }
      return OpenSession(session: session, leases: leases)
    }
    let records = reports.recordsTests ? try TestRecords(making: run.directory) : nil
    // They go with the run's folder, also where it is interrupted.
    defer { if let records { readTests(records) } }
    let chosen: TestArguments
    switch try await selection(run) {
    case .tests(let arguments): chosen = arguments
    case .nothing: return .passed
    case .notBuilt: return .buildFailed
    }
    let runner = TestRunner.isPossible && chosen.allowRunner ? try TestRunner(directory: run.directory) : nil
    let start = ContinuousClock.now
    let waiting = run.heartbeat.beats { serving.withLock { $0 }.flatMap(Self.waiting) }
    defer { waiting?.cancel() }
    let (session, first) =
      if let runner { try await testsByRunner(chosen, runner, run, build, opening) } else {
        try await testsAfterBuild(chosen, run, build, channel, records, opening)
      }
    guard let session else { return first }
    let verdict = try await goOn(after: first, since: start, session) {
      try await testsAgain(chosen, runner, session, run, records)
    }
    if !verdict.isGood { await session.leases.decideOnBroken() }
    await session.leases.stop()
    if let summary = await session.leases.summary {
      reporter.detail(summary)
      record.finish(summary)
    }
    if let comparisons = await session.leases.comparisons {
      reporter.note("  isolation verified: \(Run.counted(comparisons, "database")) compared as a whole")
    }
    let binaries = server.binaries(configuration, packageDirectory: directory)
    return try await conclude(verdict, session.session, run) {
      try await shell?.open(session.session, binaries: binaries, run, interruption)
    }
  }

  /// What to say of tests that wait for databases which take long to be made.
  private static func waiting(_ leases: LeaseService) -> String? {
    guard let shortage = leases.shortage, shortage.time >= Heartbeat.pause else { return nil }
    let tests = "\(Run.counted(shortage.tests, "test")) \(shortage.tests == 1 ? "waits" : "wait")"
    return "\(tests) for another copy of the database; \(Run.counted(shortage.databases, "copy", "copies")) made"
  }

  /// What is to be done with the database once the tests have ended.
  ///
  /// - Parameter look: Lets whoever sits at the terminal look at what failing tests left.
  private func conclude(
    _ verdict: Verdict, _ session: Session, _ run: Run, look: () async throws -> Void
  ) async throws -> Verdict {
    var verdict = verdict
    if !verdict.isGood, let loss = await session.loss() {
      await session.close()
      return .serverLost(loss)
    }
    if let recovery = await session.recovery() { reporter.warning(recovery) }
    if downgrades {
      do {
        let start = ContinuousClock.now
        try await session.downgrade(run.tell)
        reporter.done("all migrations undone", since: start)
        record.ended(.downgrade, since: start)
      } catch let error where !(error is CancellationError) {
        if verdict.isGood { verdict = .downgradeFailed("\(error)") } else { reporter.warning("\(error)") }
      }
    }
    if !verdict.isGood { try await look() }
    if keeps == .always || (keeps == .onFailure && !verdict.isGood) { try await keep(session, run) }
    await session.close()
    return verdict
  }

  private func keep(_ session: Session, _ run: Run) async throws {
    try await session.keep()
    record.keep(session.database, of: nil, on: session.server)
    run.showKept(session.database, on: session.server)
  }
}

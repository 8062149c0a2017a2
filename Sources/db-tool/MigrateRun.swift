import EmbeddedPostgres
import LibPQ
import MigrationRunner
import PackageTests
import SQLMigrations
import Supervision
import TestDatabases
import ToolConfiguration

/// One `db-migrate` that looks at a database.
struct MigrateRun: Sendable {
  /// What is to be done.
  enum Action: Sendable, Hashable {
    case status
    /// So many, or all.
    case up(Int?)
    case down(Int?)
    case redo
    case verify
  }

  let action: Action
  let server: ServerSettings
  let contents: ContentSettings
  let database: String?
  let isApproved: Bool
  let swift: SwiftCommand
  let packageName: String
  let isInsidePlugin: Bool
  let reporter: Reporter

  /// What it came to.
  private enum Result: Sendable {
    case good(String?)
    case bad(String)
  }

  /// Does it.
  ///
  /// - Returns: The exit status.
  func perform() async -> Int32 {
    let start = ContinuousClock.now
    let interruption = Interruption()
    if isInsidePlugin { PluginChannel.watchPlugin(interruption) }
    let outcome = await Run.perform(
      reporter, server: server, interruptions: interruption, tidied: Run.elseTidied
    ) { run in
      try await result(run)
    }
    switch outcome {
    case .finished(.good(let text)):
      if let text { reporter.summary("db-migrate", "\(text) in \(Reporter.seconds(since: start))", isGood: true) }
      return 0
    case .finished(.bad(let text)): return end(1, text)
    case .interrupted(let reason): return end(reason.exitStatus, "interrupted")
    case .failed(let error):
      reporter.error("\(error)")
      return end(error is MigrationError ? 1 : 2, "the migrations were not \(Self.participle(action))")
    }
  }

  private func end(_ status: Int32, _ text: String) -> Int32 {
    reporter.summary("db-migrate", text, isGood: false)
    return status
  }

  private static func participle(_ action: Action) -> String {
    switch action {
    case .status: "looked at"
    case .up: "all applied"
    case .down: "taken back"
    case .redo: "applied again"
    case .verify: "verified"
    }
  }

  private func result(_ run: Run) async throws -> Result {
    let directory = swift.packageDirectory
    let configuration = try Configuration.read(packageDirectory: directory)
    let code = CodeMigrations(run: run, swift: swift) {
      SwiftCommand.BuildState(isBuilt: false, isLocked: isInsidePlugin)
    }
    let contents = try contents.read(packageDirectory: directory, configuration, code: code)
    let plan = try contents.plan(for: "db-migrate")
    let named = try MigrateTarget(server: server, database: database, packageName: packageName)
    let databaseServer = try await run.server(
      server, configuration, packageDirectory: directory, isExisting: named.isOfConnectionString && action != .verify)
    if action == .verify {
      let verification = MigrationVerificationRun(
        plan: plan, server: databaseServer, packageName: packageName,
        binaries: server.binaries(configuration, packageDirectory: directory), run: run)
      return try await verification.isGood()
        ? .good("the migrations are verified") : .bad("the migrations are not right")
    }
    let target = try await MigrationTarget.find(named.database, on: databaseServer)
    if target.ownership == .notThere { return try await begin(target, plan, contents, run) }
    try checkMayChange(target)
    return try await work(target, plan)
  }

  /// Does what is to be done to a database that is not there.
  private func begin(
    _ target: MigrationTarget, _ plan: MigrationPlan, _ contents: Session.Contents, _ run: Run
  ) async throws -> Result {
    switch action {
    case .status, .verify:
      MigrationTable(MigrationStatus(plan, [])).print()
      reporter.note("there is no database \(target.database) yet; 'up' makes it")
      return .good(nil)
    case .down, .redo: return .bad("there is no database \(target.database), so nothing to take back")
    case .up:
      let session = try await Session.openScratch(
        on: target.server, package: packageName, contents: contents, watcher: run.watcher, report: run.tell)
      try await session.becomeLongLived(name: target.database, givenByUser: database != nil)
      await session.close()
      reporter.note("  made the database \(target.database)")
      return try await work(try await MigrationTarget.find(target.database, on: target.server), plan)
    }
  }

  private func checkMayChange(_ target: MigrationTarget) throws {
    guard action != .status, target.ownership == .somebodyElses, !isApproved else { return }
    throw SessionError(
      .notOurs,
      """
      the database \(target.database) of \(target.server.administrator) is not this tool's: somebody may need what is in it
      To change it all the same, add --yes.
      """)
  }

  private func work(_ target: MigrationTarget, _ plan: MigrationPlan) async throws -> Result {
    if action == .status {
      return try await target.look { try await show(MigrationRunner(connection: $0), plan, target) }
    }
    return try await target.alone {
      reporter.begins("waiting for another db-migrate that changes \(target.database)")
    } work: { connection in
      let runner = MigrationRunner(
        connection: connection, onProgress: report, onEcho: { reporter.note($0) })
      return try await change(runner, plan, target)
    }
  }

  private func show(
    _ runner: MigrationRunner, _ plan: MigrationPlan, _ target: MigrationTarget
  ) async throws -> Result {
    let status = try await runner.status(of: plan)
    MigrationTable(status).print()
    do { try status.check() } catch {
      reporter.error("\(error)")
      return .bad("\(target.database) is not what the files say")
    }
    return .good(nil)
  }

  private func change(
    _ runner: MigrationRunner, _ plan: MigrationPlan, _ target: MigrationTarget
  ) async throws -> Result {
    var applied = 0
    var undone = 0
    func up(_ limit: Int?) async throws {
      let result = try await runner.up(plan, limit: limit)
      for warning in result.warnings { reporter.warning(warning) }
      applied += result.files.count
    }
    switch action {
    case .status, .verify: break
    case .up(let limit): try await up(limit)
    case .down(let limit): undone = try await runner.down(plan, limit: limit).files.count
    case .redo:
      let result = try await runner.redo(plan)
      (undone, applied) = (result.undone.files.count, result.applied.files.count)
    }
    if applied + undone == 0 { return .good("\(target.database): nothing to do") }
    let parts = [
      undone == 0 ? nil : "\(Run.counted(undone, "migration")) taken back",
      applied == 0 ? nil : "\(Run.counted(applied, "migration")) applied",
    ]
    return .good("\(target.database): \(parts.compactMap(\.self).joined(separator: ", "))")
  }

  private func report(_ progress: MigrationProgress) {
    guard reporter.level > .quiet else { return }
    reporter.note("  \(progress.kind == .down ? "taking back" : "applying") \(progress.file)")
  }
}

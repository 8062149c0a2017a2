import EmbeddedPostgres
import LeaseProtocol
import PackageTests
import Supervision
import TestDatabases
import TestReports

/// One run of this tool from its first step to its last: what it made is left in order, however it ends.
struct Run: Sendable {
  /// The mark of all processes of the run.
  let mark: ProcessMark
  /// Where the run's own files are.
  let directory: RunDirectory
  let watcher: Watcher
  let reporter: Reporter
  /// What there will be to tell of it.
  let record: RunRecord
  /// Tells whoever waits what is being done.
  let heartbeat: Heartbeat
  /// The server that the run uses, as soon as it has one.
  let heldServer = HeldServer()
  /// Whether something stays that the user wanted to stay.
  let hasKept = Locked(false)

  /// Does a piece of work; then, however that ended, has everything left in order.
  ///
  /// A signal that asks the tool to end cancels the work. A second one of the same kind is taken for
  /// impatience: the tests are ended at once.
  ///
  /// - Returns: How the work ended.
  static func perform<Value: Sendable>(
    _ reporter: Reporter, server: ServerSettings, interruptions: Interruption,
    record: RunRecord = RunRecord(), tidied: String = "everything left as it was before",
    work: @escaping @Sendable (Run) async throws -> Value
  ) async -> Outcome<Value> {
    let identifier = SessionIdentifier.random().description
    let run: Run
    let lock: FileLock
    closePluginRecords()
    defer { closePluginRecords() }
    do {
      await RunDirectory.sweep()
      let estate = Estate(run: identifier)
      let watcher = try await Watcher(
        executable: OwnProgram.executable, arguments: ["watch"], environment: server.watcherEnvironment,
        estate: estate)
      lock = try estate.directory.make()
      run = Run(
        mark: .run(identifier), directory: estate.directory, watcher: watcher, reporter: reporter,
        record: record, heartbeat: Heartbeat(reporter))
    } catch {
      return .failed(error)
    }
    let task = Task { try await work(run) }
    let listener = Task {
      var isFirst = true
      for await _ in interruptions.requests {
        if isFirst {
          task.cancel()
        } else {
          await RunProcesses(leader: run.watcher.testsLeader, mark: run.mark).end(grace: .zero)
        }
        isFirst = false
      }
    }
    let guardian = Task {
      while !Task.isCancelled {
        try? await Task.sleep(for: .milliseconds(250))
        try? await run.watcher.revive()
        // `swift test` compiles plugins, too.
        closePluginRecords()
      }
    }
    let result = await task.result
    guardian.cancel()
    let start = ContinuousClock.now
    // However the work ended, and whoever of it still lives: the watcher finds a server that nobody holds.
    await run.heldServer.release()
    let problems = await run.watcher.settle()
    lock.release()
    listener.cancel()
    record.ended(.tidying, since: start)
    for problem in problems { reporter.warning(problem) }
    switch result {
    case .success(let value):
      let tidied = run.hasKept.withLock { $0 } ? Self.elseTidied : tidied
      if problems.isEmpty { reporter.done(tidied, since: start) }
      return .finished(value)
    case .failure(let error):
      // What was asked for while the work was at its end already has not interrupted it.
      if let reason = await interruptions.reason { return .interrupted(reason) }
      return .failed(error)
    }
  }

  /// What to say of the tidying where something stays.
  static let elseTidied = "everything else left as it was before"

  /// SwiftPM has written down by now what the environment was that it was started in, with the password of a given server.
  private static func closePluginRecords() {
    if let layout = BuildLayout(toolPath: OwnProgram.path) { PluginRecords.close(scratchPath: layout.scratchPath) }
  }

  /// How a run ended.
  enum Outcome<Value: Sendable>: Sendable {
    case finished(Value)
    case failed(any Error)
    case interrupted(Interruption.Reason)
  }
}

import Foundation
import IntegrationHarness

/// Holds the making of the tool's own cluster.
enum ClusterBirth {
  /// Holds `initdb` in the midst of filling the cluster.
  ///
  /// Its backend reads what to do from it, and so waits when it stands still.
  static func hold(_ running: Running) async throws -> Hold {
    let initdb = try await found(running) { $0.name == "initdb" }
    let backend = try await found(running) { $0.name == "postgres" && $0.arguments.contains("--single") }
    let hold = Hold.stopping(initdb.identifier, backend: backend.identifier)
    // It gets its shared memory, and then waits.
    let deadline = ContinuousClock.now + .seconds(1)
    while !hasMemory(backend), ContinuousClock.now < deadline { try await Task.sleep(for: .milliseconds(2)) }
    guard ProcessTable.entry(backend.identifier) != nil else {
      hold.release()
      throw Unexpected("initdb was done before it could be held")
    }
    return hold
  }

  /// Whether a backend has all of its shared memory; the system only says so on Linux, see proc(5).
  private static func hasMemory(_ backend: ProcessEntry) -> Bool {
    String(decoding: SystemFile.read("/proc/\(backend.identifier)/maps"), as: UTF8.self).contains("/dev/shm/")
  }

  /// A process of a run, looked for without a pause.
  private static func found(
    _ running: Running, _ isWanted: (ProcessEntry) -> Bool
  ) async throws -> ProcessEntry {
    let deadline = ContinuousClock.now + .seconds(60)
    while ContinuousClock.now < deadline {
      guard running.isRunning else { throw Unexpected("it ended too early:\n\(running.output)") }
      if let entry = running.processes.first(where: isWanted) { return entry }
    }
    throw Unexpected("it did not come so far:\n\(running.output)")
  }
}

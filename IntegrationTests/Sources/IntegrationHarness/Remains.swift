import Foundation

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// What a run left behind: there should be nothing.
package struct Remains: Sendable {
  private let scratch: Scratch
  private let given: GivenServer?
  private let serverMayStay: Bool
  private let databasesMayStay: Bool
  private let neighbour: Neighbour?

  /// - Parameters:
  ///   - given: The server that the databases were on, where it was not the tool's own.
  ///   - serverMayStay: Whether somebody else holds the tool's own server.
  ///   - databasesMayStay: Whether databases may stay until the next run, as where the server itself was ended.
  ///   - neighbour: Whose run goes on, and is to be left out.
  package init(
    of scratch: Scratch = .shared, on given: GivenServer? = nil, serverMayStay: Bool = false,
    databasesMayStay: Bool = false, besides neighbour: Neighbour? = nil
  ) {
    self.scratch = scratch
    self.given = given
    self.serverMayStay = serverMayStay
    self.databasesMayStay = databasesMayStay
    self.neighbour = neighbour
  }

  /// What is still there 5 s after a run should have ended; a SwiftPM that crashed gets 30 s.
  ///
  /// - Parameter start: When it should have ended.
  package func after(_ start: ContinuousClock.Instant = .now) async throws -> [String] {
    let deadline = start + .seconds(5)
    while case let found = try await now(), !found.isEmpty {
      if ContinuousClock.now > deadline { return found }
      try await Task.sleep(for: .milliseconds(50))
    }
    _ = try await eventually(within: .seconds(30)) { allProcesses().isEmpty ? true : nil }
    return allProcesses().map { "process \($0)" }
  }

  /// Removes what a test that failed left, so that it is nothing to the next one.
  package static func clear(_ scratch: Scratch = .shared) async throws {
    let remains = Remains(of: scratch)
    // The watchers first get the chance to do what they are there for.
    for process in scratch.processes() where !ProcessRole.watcher.isRole(of: process) {
      kill(process.identifier, SIGKILL)
    }
    guard try await !remains.after().isEmpty else { return }
    for process in scratch.processes() { kill(process.identifier, SIGKILL) }
    for directory in remains.runDirectories() { try? FileManager.default.removeItem(atPath: directory) }
    if let server = Cluster(in: scratch).server { kill(server.identifier, SIGINT) }
    _ = try await eventually(within: .seconds(5)) { Cluster(in: scratch).server == nil ? true : nil }
    try? FileManager.default.removeItem(atPath: scratch.cache)
    try await GivenServer.clear(scratch)
  }

  private func now() async throws -> [String] {
    var found = processes().map { "process \($0)" }
    found += runDirectories().map { "folder \($0)" }
    let cluster = Cluster(in: scratch)
    if !serverMayStay, let server = cluster.server { found.append("server \(server)") }
    // A server that is about to stop does not answer, and its files are not to be read yet.
    guard found.isEmpty, !databasesMayStay else { return found }
    var databases: [String] = []
    if neighbour == nil {
      databases = try await cluster.sessionDatabases()
    } else if cluster.server != nil {
      // Where the neighbour only just starts it, nobody is let in yet, and nobody else may read its files.
      databases = (try? await cluster.sessionDatabases(readsFiles: false)) ?? []
    }
    if let given { databases += try await given.sessionDatabases() }
    return databases.filter { neighbour?.owns(database: $0) != true }.map { "database \($0)" }
  }

  /// All processes but the neighbour's.
  private func allProcesses() -> [ProcessEntry] {
    scratch.processes { environment in neighbour?.owns(environment: environment) != true }
  }

  /// The processes, besides a SwiftPM that crashed and waits for the Swift runtime's account of that.
  ///
  /// When a plugin ends, and with it the pipes that SwiftPM reads, libdispatch may use an event source that
  /// another thread has just freed (https://github.com/swiftlang/swift/issues/87033,
  /// https://github.com/swiftlang/swift-corelibs-libdispatch/issues/949). That happens without us, too; with
  /// Swift 6.3.1 on a busy machine it was one of 258 runs.
  private func processes() -> [ProcessEntry] {
    let all = allProcesses()
    let tracers = ProcessTable.processes { entry, _ in entry.name.hasPrefix("swift-backtrace") }
    let traced = Set(tracers.map(\.parent))
    return all.filter { !ProcessRole.swiftPackage.isRole(of: $0) || !traced.contains($0.identifier) }
  }

  /// The folders of runs of ours: other people on this machine have runs, too.
  private func runDirectories() -> [String] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: "/tmp")) ?? []
    return names.filter { $0.hasPrefix("db-test-") }.map { "/tmp/" + $0 }.filter { path in
      let toolset = (try? String(contentsOfFile: path + "/toolset.json", encoding: .utf8)) ?? ""
      let text = toolset.replacingOccurrences(of: "\\/", with: "/")
      return text.contains(scratch.folder) && neighbour?.owns(toolset: text) != true
    }
  }
}

import Foundation

/// What a run is at, when something happens to it.
package enum Phase: String, Sendable, CaseIterable {
  /// The tests are being compiled.
  case build
  /// A migration is being executed.
  case provisioning
  /// A test is running.
  case tests

  /// Prepares a package for a run that stays at this for a while.
  ///
  /// - Parameter isShort: Whether it goes on by itself after some seconds, rather than minutes.
  /// - Returns: The arguments of `db-test`.
  package func prepare(_ consumer: Consumer, isShort: Bool = false) throws -> [String] {
    switch self {
    case .build:
      try consumer.setBuildTime(isShort ? .some : .long)
      return ["--verbose"]
    case .provisioning:
      // Each time anew, whatever earlier runs have left to begin with.
      return ["--verbose", "--fresh", "--migrations", isShort ? "Pausing" : "Slow"]
    case .tests:
      try? FileManager.default.removeItem(atPath: Self.markers)
      try FileManager.default.createDirectory(atPath: Self.markers, withIntermediateDirectories: true)
      try consumer.steer(Self.sleeping(seconds: isShort ? 4 : 60))
      return ["--verbose"]
    }
  }

  /// Waits until a run has come to this.
  ///
  /// - Parameter server: The server that the run was given, if any.
  package func reached(by running: Running, on server: GivenServer? = nil) async throws {
    // SwiftPM alone may take most of a minute to find that there is nothing to build, where others write much to its disk.
    let deadline = ContinuousClock.now + .seconds(240)
    while try await !isReached(by: running, on: server) {
      guard running.isRunning, ContinuousClock.now < deadline else {
        throw Unexpected("`\(running.command)` did not come to its \(self):\n\(running.output)")
      }
      try await Task.sleep(for: .milliseconds(50))
    }
  }

  private func isReached(by running: Running, on server: GivenServer?) async throws -> Bool {
    switch self {
    case .build:
      return running.processes.contains {
        $0.name == "swift-frontend" && $0.arguments.contains("ConsumerTests")
      }
    case .provisioning:
      // Whether SwiftPM passes on at once what is printed depends on what it prints to; so the server is asked.
      let statement = "SELECT pid FROM pg_stat_activity WHERE wait_event = 'PgSleep'"
      if let server { return try await !server.query(statement).isEmpty }
      return await !((try? Cluster().query(statement)) ?? []).isEmpty
    case .tests:
      return !Self.sleepingTests.isEmpty
    }
  }

  /// The databases whose tests have said that they sleep now.
  package static var sleepingTests: [String] {
    (try? FileManager.default.contentsOfDirectory(atPath: markers).filter { $0.hasPrefix("dbt_") }) ?? []
  }

  /// Tells tests to sleep, and to say so.
  package static func sleeping(seconds: Int) -> [String: String] {
    ["sleep": "\(seconds)", "markers": markers]
  }

  private static let markers = Scratch.shared.folder + "/markers"
}

import IntegrationHarness

/// The server that the databases are on.
enum Place: String, Sendable, CaseIterable {
  case embedded, given

  /// What a command has to be told to use it.
  ///
  /// - Parameter stage: On a given server, a reset without superuser's rights is too short to be hit.
  func environment(for stage: Stage) async throws -> [String: String] {
    guard let server = try await givenServer else { return [:] }
    return ["POSTGRES_DSN_ORIGINAL": server.dsn(stage == .reset ? .boss : .creator)]
  }

  /// The given server; `nil` on the tool's own.
  var givenServer: GivenServer? {
    get async throws { self == .given ? try await GivenServer.shared.value : nil }
  }

  /// Its server process; `nil` where it does not run.
  var postmaster: ProcessEntry? {
    get async throws { try await givenServer.map { $0.server } ?? Cluster().server }
  }

  /// Runs a statement as the superuser.
  func query(_ statement: String) async throws -> [String] {
    if let server = try await givenServer { return try await server.query(statement) }
    return try await Cluster().query(statement)
  }

  /// The backend that runs a statement like this one, once there is one.
  ///
  /// - Parameter pattern: A regular expression.
  func backend(running pattern: String, while running: Running) async throws -> Int32 {
    let statement = """
      SELECT pid FROM pg_stat_activity
      WHERE state = 'active' AND pid <> pg_backend_pid() AND query ~ '\(pattern)'
      """
    let found = try await eventually(within: .seconds(60)) { () -> Int32? in
      guard running.isRunning else { throw Unexpected("it ended before it ran \(pattern)") }
      // The tool's own server may not let anybody in yet.
      return ((try? await query(statement)) ?? []).first.flatMap { Int32($0) }
    }
    guard let found else {
      let all = "SELECT pid, application_name, state, wait_event, left(query, 200) FROM pg_stat_activity"
      let activity = ((try? await query(all)) ?? []).joined(separator: "\n")
      throw Unexpected(
        "nothing ran \(pattern), but this:\n\(activity)\n`\(running.command)` printed\n\(running.output)")
    }
    return found
  }
}

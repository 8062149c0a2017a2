internal import EmbeddedPostgres
internal import LibPQ
package import Supervision

extension Estate {
  /// How long the tests may take to end by themselves.
  package static let grace: Duration = .milliseconds(1000)

  /// Leaves everything in order: ends the run's processes, drops its databases, removes its files, and stops the
  /// server if nobody else holds it.
  ///
  /// Everything is tried, whatever goes wrong with the rest.
  ///
  /// - Returns: What could not be put in order, and what to do about it.
  package func settle(hold: FileLock?) async -> [String] {
    var problems: [String] = []
    let survivors = await RunProcesses(leader: testsLeader, mark: .run(run)).end(grace: Self.grace)
    if !survivors.isEmpty {
      let list = survivors.map(String.init).joined(separator: ", ")
      problems.append("processes of the tests could not be ended: \(list)")
    }
    // The data of an embedded server that was killed is thrown away, with all databases.
    let isServerGone = cluster.map { !EmbeddedServer.isRunning(clusterDirectory: $0) } ?? false
    if let databases, !isServerGone {
      do {
        try await databases.dropPatiently()
      } catch {
        problems.append(
          "the databases of this run could not be dropped: \(error)\nThe next run on this server drops them.")
      }
    }
    directory.remove()
    hold?.release()
    if let cluster {
      await EmbeddedServer.removeRemains(clusterDirectory: cluster)
      do {
        try await EmbeddedServer.stopIfUnused(clusterDirectory: cluster)
      } catch {
        problems.append("\(error)")
      }
    }
    return problems
  }
}

extension Estate.Databases {
  /// Drops the databases, once more where somebody else cancelled that or ended its connection, or where the server
  /// recovers from a crash.
  func dropPatiently() async throws {
    let deadline = ContinuousClock.now + .seconds(3)
    while true {
      do {
        return try await drop()
      } catch let error as PostgresError where error.isInterference && ContinuousClock.now < deadline {
        await uncancellableSleep(.milliseconds(100))
      }
    }
  }

  /// Drops the databases of the session that came into being and are ours.
  func drop() async throws {
    // A session of its own: touching a database whose DROP was interrupted may cost the connection.
    let maintenance = try await Maintenance.open(try DSN(parsing: administrator), owner: owner, session: .random())
    try await maintenance.endConnections(of: session)
    try await maintenance.dropAll(of: session, created: created)
    await maintenance.close()
  }
}

extension PostgresError {
  /// Whether it is nothing that the statement or its author has done: the operator intervened, or the connection broke.
  ///
  /// Errors of connecting come without an SQLSTATE; the server's words are those of one that starts or recovers.
  fileprivate var isInterference: Bool {
    if let sqlState { return sqlState.hasPrefix("57") }
    let isStarting = ["starting up", "in recovery mode", "not yet accepting connections"].contains {
      message.contains("the database system is \($0)")
    }
    return code == .connectionLost || isStarting
  }
}

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
        try await databases.settle(whileThere: {
          cluster.map { EmbeddedServer.isRunning(clusterDirectory: $0) } ?? true
        })
      } catch {
        problems.append(
          databases.isExisting
            ? "the database of this run could not be emptied: \(error)\nThe next run that uses it does that."
            : "the databases of this run could not be dropped: \(error)\nThe next run on this server drops them.")
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
  /// How long a server may take to let us in again that has broken off everything, as one does that crashed or is started
  /// anew.
  private static let patience: Duration = .seconds(3)

  /// Drops the databases, or empties the one that was given; once more where somebody cancelled that or ended our
  /// connection, or where the server lets nobody in for a moment.
  ///
  /// - Parameter isServerThere: Whether it is worth while to try again.
  func settle(whileThere isServerThere: () -> Bool) async throws {
    let deadline = ContinuousClock.now + Self.patience
    while true {
      do {
        return try await isExisting ? leaveExisting() : drop()
      } catch let error as PostgresError
        where error.isInterference && ContinuousClock.now < deadline && isServerThere()
      {
        await uncancellableSleep(.milliseconds(100))
      }
    }
  }

  /// Drops the databases of the session that came into being and are ours.
  private func drop() async throws {
    // A session of its own: touching a database whose DROP was interrupted may cost the connection.
    let maintenance = try await Maintenance.open(try DSN(parsing: administrator), owner: owner, session: .random())
    try await maintenance.endConnections(of: session)
    await maintenance.putRolesBack(roles)
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
    return [.connectionLost, .connectionFailed].contains(code)
  }
}

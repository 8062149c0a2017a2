internal import LibPQ

/// Something between us and the server that hands out its processes, such as PgBouncer.
enum Pooler {
  /// Whether a connection has another server process in each transaction: what a session holds on to, such as a lock or a
  /// setting, is then somebody else's.
  ///
  /// A pooler makes up the process number that a client is told first. One that leaves each client its own process is no
  /// matter; of the others, one gives a second client the process of the first, or the first another one meanwhile.
  ///
  /// - Parameters:
  ///   - connection: With no transaction under way.
  ///   - dsn: Where it is connected to.
  static func sharesProcesses(_ connection: Connection, _ dsn: DSN) async throws -> Bool {
    let process = try await serverProcess(connection)
    if try await connection.processAnnounced == process { return false }
    let other = try await Connection.open(dsn)
    do {
      do { try await other.execute("BEGIN") } catch let error as PostgresError where error.code != .timedOut {
        // Where each statement has another process, there are no transactions.
        await other.close()
        return true
      }
      let others = try await serverProcess(other)
      let later = try await serverProcess(connection)
      try await other.execute("ROLLBACK")
      await other.close()
      return others == process || later != process
    } catch {
      await other.close()
      throw error
    }
  }

  private static func serverProcess(_ connection: Connection) async throws -> Int32? {
    try await connection.query(PoolStatements.ownProcess).firstValue.flatMap { Int32($0) }
  }
}

internal import LeaseProtocol
package import LibPQ
internal import Supervision

/// A database whose migrations are looked after by hand.
package struct MigrationTarget: Sendable {
  /// Whose it is.
  package enum Ownership: Sendable, Hashable {
    /// This tool has made it, or the user has said that it is for tests.
    case ours
    /// It is of use to somebody, as far as anybody can know.
    case somebodyElses
    /// There is none of this name.
    case notThere
  }

  package let server: DatabaseServer
  /// Its name.
  package let database: String
  package let ownership: Ownership

  /// Looks at a database of a server.
  ///
  /// - Throws: `PostgresError`.
  package static func find(_ database: String, on server: DatabaseServer) async throws -> MigrationTarget {
    let maintenance = try await Maintenance.open(server.administrator, owner: server.ownerName, session: .random())
    do {
      let isThere = try await maintenance.exists(database)
      let proof = try await maintenance.proof(database, givenByUser: true)
      await maintenance.close()
      return MigrationTarget(
        server: server, database: database,
        ownership: !isThere ? .notThere : proof?.mark == nil ? .somebodyElses : .ours)
    } catch {
      await maintenance.close()
      throw error
    }
  }

  /// Does something to it, while nobody else changes it by this tool.
  ///
  /// Who waits does so on a connection that has nothing open, again and again: whoever waited inside of a lock would keep
  /// `CREATE INDEX CONCURRENTLY` from ever coming to its end.
  ///
  /// - Parameter isAwaited: Called where somebody else has to be waited for.
  /// - Throws: `PostgresError`, `CancellationError`, and what the work throws.
  package func alone<Result>(
    isAwaited: () -> Void, work: (Connection) async throws -> Result
  ) async throws -> Result {
    let session = SessionIdentifier.random()
    let dsn = server.ownerDSN(database: database, session: session)
    let keeper = try await Connection.open(dsn)
    do {
      var hasTold = false
      while try await keeper.query(Statements.takeMigrationLock).firstValue != "t" {
        if !hasTold { isAwaited() }
        hasTold = true
        try await Task.sleep(for: .milliseconds(50))
      }
      let connection = try await Connection.open(dsn)
      do {
        let result = try await work(connection)
        await connection.close()
        await keeper.close()
        return result
      } catch {
        await connection.close()
        throw error
      }
    } catch {
      await keeper.close()
      throw error
    }
  }

  /// The same for somebody who only looks.
  package func look<Result>(_ work: (Connection) async throws -> Result) async throws -> Result {
    let connection = try await Connection.open(server.ownerDSN(database: database, session: .random()))
    do {
      let result = try await work(connection)
      await connection.close()
      return result
    } catch {
      await connection.close()
      throw error
    }
  }
}

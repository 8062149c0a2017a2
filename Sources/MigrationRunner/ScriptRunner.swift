internal import LibPQ
internal import SQLMigrations

/// Runs one file, in one transaction together with the record of it.
///
/// Files that end their transaction themselves (`BEGIN; … COMMIT;` as some tools want it) are run all the
/// same. They are recorded in a transaction of their own right afterwards, once everything in them has
/// succeeded; should the connection break between the two, the record is missing.
///
/// So it is with files that ask for no transaction, and those with a statement that can't be in one (`CREATE INDEX
/// CONCURRENTLY`, `VACUUM` …). Such a file runs statement by statement, each of them committed by itself, also those that
/// could be in a transaction: where one fails, those before it stay, and the error says so.
struct ScriptRunner: Sendable {
  let connection: Connection

  /// From how many bytes on a file's checksum is worth a thread of its own.
  private static let largeLength = 1 << 20

  /// Runs a file.
  ///
  /// - Returns: How long it took, its commit included.
  /// - Throws: ``MigrationError``, after rolling back; `CancellationError`.
  func run(_ execution: ScriptExecution) async throws -> Duration {
    do {
      if execution.steps.bytes.count < Self.largeLength {
        // All of it in one turn on the connection's thread: a small file takes little more than its round trips.
        return try await connection.exclusively {
          try execution.finish(execution.perform($0), execution.entry?.record, $0)
        }
      }
      // The server is at work meanwhile.
      async let record = execution.entry?.record
      let progress = try await connection.exclusively { try execution.perform($0) }
      let known = await record
      return try await connection.exclusively { try execution.finish(progress, known, $0) }
    } catch {
      await rollBack()
      throw error
    }
  }

  /// Leaves the session as a new connection has it, for whoever uses it next.
  func leaveFreshSession() async throws {
    try await connection.execute(Statements.freshSession)
  }

  /// Ends what is open, also where the task has been cancelled: statements of its own would be refused.
  private func rollBack() async {
    await Task { [connection] in
      if (try? await connection.isInTransaction) == true {
        _ = try? await connection.execute(Statements.rollback)
      }
    }.value
  }
}

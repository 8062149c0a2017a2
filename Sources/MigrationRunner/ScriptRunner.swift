internal import LibPQ
internal import SQLMigrations

/// Runs one file, in one transaction together with the record of it.
///
/// Files that end their transaction themselves (`BEGIN; … COMMIT;` as some tools want it) are run all the
/// same. They are recorded in a transaction of their own right afterwards, once everything in them has
/// succeeded; should the connection break between the two, the record is missing. So it is with files that
/// ask for no transaction.
struct ScriptRunner: Sendable {
  let connection: Connection
  let bookkeeping: Bookkeeping
  /// Looks, inside of a file's transaction, at what the file has done.
  let beforeCommit: (@Sendable () async throws -> Void)?

  /// Runs a file.
  ///
  /// - Returns: How long it took, its commit included.
  /// - Throws: ``MigrationError``, after rolling back; `CancellationError`.
  func run(_ script: SQLScript, recording entry: Bookkeeping.Entry?) async throws -> Duration {
    try await connection.execute(Statements.freshSession)
    let clock = ContinuousClock()
    let start = clock.now
    do {
      if script.runsInTransaction { try await connection.execute(Statements.begin) }
      try await execute(script)
      let took = clock.now - start
      if let beforeCommit, try await connection.isInTransaction { try await beforeCommit() }
      if let entry { try await record(entry, of: script, took: took) }
      try await commit(script)
      return clock.now - start
    } catch {
      await rollBack()
      throw error
    }
  }

  /// Leaves the session as a new connection has it, for whoever uses it next.
  func leaveFreshSession() async throws {
    try await connection.execute(Statements.freshSession)
  }

  /// Sends the file, and sees to it that it leaves a transaction open exactly where it may.
  private func execute(_ script: SQLScript) async throws {
    let results = script.runsInTransaction ? try await executeWhole(script) : try await executeSplit(script)
    if try await connection.isInTransaction {
      guard script.runsInTransaction else { throw MigrationError.transactionLeftOpen(script) }
      _ = try await blaming(script, .nothing) { try await connection.execute(Statements.checkNow) }
      return
    }
    // The tag of ABORT, and of a COMMIT that could not be, is ROLLBACK too.
    let lastEnd = results.map(\.commandTag).last { $0 == Statements.commit || $0 == Statements.rollback }
    if lastEnd == Statements.rollback { throw MigrationError.transactionRolledBack(script) }
  }

  /// Sends the file as one query, so that one answer tells whether all of it succeeded.
  private func executeWhole(_ script: SQLScript) async throws -> [QueryResult] {
    try await blaming(script, .all) { try await connection.execute(script.text) }
  }

  /// Sends each statement of the file as a query of its own: several in one are one transaction.
  private func executeSplit(_ script: SQLScript) async throws -> [QueryResult] {
    var results: [QueryResult] = []
    var remains = false
    for statement in script.statements {
      results += try await blaming(script, .statement(statement), remains: remains) {
        try await connection.execute(statement.text)
      }
      let hasEnded = try await !connection.isInTransaction && results.last?.commandTag != Statements.rollback
      remains = remains || hasEnded
    }
    return results
  }

  /// Writes the entry, as ourselves, in the file's transaction where that is still open.
  private func record(_ entry: Bookkeeping.Entry, of script: SQLScript, took: Duration) async throws {
    let isOpen = try await connection.isInTransaction
    do {
      if !isOpen { try await connection.execute(Statements.freshSession) }
      if isOpen { try await connection.execute(Statements.ownRole) }
      try await bookkeeping.write(entry, took: took)
    } catch let error as PostgresError {
      throw MigrationError.notRecorded(script, error, remains: !isOpen)
    }
  }

  private func commit(_ script: SQLScript) async throws {
    guard try await connection.isInTransaction else { return }
    _ = try await blaming(script, .nothing) { try await connection.execute(Statements.commit) }
  }

  /// Does something that the file has to answer for.
  ///
  /// - Parameter remains: Whether something is left of the file where this fails, as far as that is known
  ///   before.
  private func blaming<Result>(
    _ script: SQLScript, _ sent: SentText, remains: Bool = false, _ body: () async throws -> Result
  ) async throws -> Result {
    do {
      return try await body()
    } catch let error as PostgresError {
      let wasInTransaction = (try? await connection.isInTransaction) ?? script.runsInTransaction
      throw MigrationError(
        error, in: script, sent: sent, remains: remains || script.runsInTransaction && !wasInTransaction)
    }
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

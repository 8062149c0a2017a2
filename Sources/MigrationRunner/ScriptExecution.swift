internal import LibPQ
internal import SQLMigrations

/// Running one file, and writing down that it was run.
struct ScriptExecution: Sendable {
  let steps: ScriptSteps
  let entry: Bookkeeping.Entry?
  let echo: @Sendable (String) -> Void
  /// Looks, inside of a transaction, at what has been done in it: at the end of the file's, or after each statement where it
  /// has others.
  let beforeCommit: (@Sendable (ExclusiveConnection) throws -> Void)?
  /// What is to be made of roles that are there already; `nil` where the server is to say what it says.
  let roles: SharedRoles?

  /// How it went so far.
  struct Progress {
    fileprivate let start = ContinuousClock.now
    /// Whether the whole file is one transaction, which is begun for it.
    fileprivate let isTransaction: Bool
    /// Whether something is left of the file where it fails now.
    fileprivate var remains = false
    /// The command tag of the last statement that ended a transaction.
    fileprivate var lastEnd: String?
  }

  /// Runs the file's statements, on a connection without an open transaction; afterwards comes ``finish(_:_:_:)``.
  ///
  /// - Throws: ``MigrationError``, `PostgresError`; a transaction may be open then.
  func perform(_ connection: ExclusiveConnection) throws -> Progress {
    let isTransaction = try isOneTransaction(connection)
    try connection.execute(isTransaction ? Statements.freshSessionAndBegin : Statements.freshSession)
    var progress = Progress(isTransaction: isTransaction)
    let look = beforeCommit.flatMap { isTransaction && !hasTransactionsOfItsOwn ? nil : $0 }
    for step in steps.sent(isSplit: !isTransaction || look != nil, alone: roles == nil ? [] : .changesRoles) {
      switch step {
      case .query(let query):
        if let look { try send(query, connection, &progress, look) } else { try send(query, connection, &progress) }
      case .echo(let text): echo(text)
      case .reconnect:
        if !isTransaction, try connection.isInTransaction { try connection.execute(Statements.rollback) }
        try connection.execute(Statements.freshSession)
      }
    }
    return progress
  }

  /// Whether it begins or ends transactions itself.
  private var hasTransactionsOfItsOwn: Bool {
    steps.statements.contains { $0.statement.traits.contains(.controlsTransaction) }
  }

  /// Whether the file has no statement that can't be in a transaction, and does not say itself that it runs without one.
  private func isOneTransaction(_ connection: ExclusiveConnection) throws -> Bool {
    guard steps.script.runsInTransaction, steps.standaloneStatement == nil else { return false }
    let called = steps.calledProcedures
    if called.isEmpty { return true }
    if steps.makesProcedureThatCommits { return false }
    let names = try called.sorted().map { try connection.quoted(literal: $0) }
    let sources = try connection.query(Statements.procedures(names)).rows.compactMap { $0[0] }
    return !sources.contains(where: TransactionEnd.isIn(body:))
  }

  private func send(_ query: SentQuery, _ connection: ExclusiveConnection, _ progress: inout Progress) throws {
    guard let roles, let statement = query.roleStatement else {
      return try sendAsItIs(query, connection, &progress)
    }
    try send(statement, roles, connection) { try sendAsItIs(query, connection, &progress) }
    if try !connection.isInTransaction { progress.remains = true }
  }

  private func sendAsItIs(_ query: SentQuery, _ connection: ExclusiveConnection, _ progress: inout Progress) throws {
    do {
      let results =
        if let data = query.data { try connection.execute(query.text, data: data) } else {
          try connection.execute(query.text)
        }
      let ends = [Statements.commit, Statements.rollback]
      // The tag of ABORT, and of a COMMIT that could not be, is ROLLBACK too.
      let lastEnd = results.map(\.commandTag).last(where: ends.contains)
      progress.lastEnd = lastEnd ?? progress.lastEnd
      let isOpen = try connection.isInTransaction
      if !isOpen, lastEnd != Statements.rollback { progress.remains = true }
    } catch let error as PostgresError {
      throw failure(error, query, connection, progress)
    }
  }

  /// The same with one statement, which is looked at in the transaction that it is in, or that is made for it.
  private func send(
    _ query: SentQuery, _ connection: ExclusiveConnection, _ progress: inout Progress,
    _ look: (ExclusiveConnection) throws -> Void
  ) throws {
    let mayBeInOne = query.statements.allSatisfy {
      $0.traits.isDisjoint(with: [.standsAlone, .calls, .controlsTransaction])
    }
    let isOwn = try mayBeInOne && !connection.isInTransaction
    if isOwn { try connection.execute(Statements.begin) }
    try send(query, connection, &progress)
    if try connection.isInTransaction { try look(connection) }
    guard isOwn else { return }
    do {
      try connection.execute(Statements.commit)
      progress.remains = true
    } catch let error as PostgresError {
      throw failure(error, query, connection, progress)
    }
  }

  /// Sees to it that a transaction is open exactly where it may be, writes the record, and commits.
  ///
  /// - Returns: How long the file took, its commit included.
  /// - Throws: As ``perform(_:)``.
  func finish(
    _ progress: Progress, _ record: Bookkeeping.Record?, _ connection: ExclusiveConnection
  ) throws -> Duration {
    try close(progress, record, took: ContinuousClock.now - progress.start, connection)
    return ContinuousClock.now - progress.start
  }

  private func close(
    _ progress: Progress, _ record: Bookkeeping.Record?, took: Duration, _ connection: ExclusiveConnection
  ) throws {
    guard try connection.isInTransaction else {
      if progress.lastEnd == Statements.rollback { throw MigrationError.transactionRolledBack(steps.script) }
      guard let record else { return }
      do {
        let statements = try Bookkeeping.statements(for: record, took: took, connection)
        try connection.execute(([Statements.freshSession] + statements).joined(separator: ";\n"))
      } catch let error as PostgresError {
        throw MigrationError.notRecorded(steps.script, error, remains: true)
      }
      return
    }
    guard progress.isTransaction else { throw MigrationError.transactionLeftOpen(steps.script) }
    try beforeCommit?(connection)
    let statements = try record.map { try Bookkeeping.statements(for: $0, took: took, connection) } ?? []
    // In one text, whose number of finished statements tells what failed. What was put off until the commit is checked in the
    // role of the file, and the record is written as ourselves.
    let ending =
      [Statements.checkNow] + (statements.isEmpty ? [] : Statements.ownRoleStatements + statements) + [
        Statements.commit
      ]
    do {
      try connection.execute(ending.joined(separator: ";\n"))
    } catch let error as PostgresError {
      let completed = error.completedStatements ?? 0
      if completed > 0, completed < ending.count - 1 {
        throw MigrationError.notRecorded(steps.script, error, remains: false)
      }
      throw failure(error, nil, connection, progress)
    }
  }

  private func failure(
    _ error: PostgresError, _ query: SentQuery?, _ connection: ExclusiveConnection, _ progress: Progress
  ) -> MigrationError {
    let isOpen = (try? connection.isInTransaction) ?? progress.isTransaction
    let hasCommitted = query != nil && error.completedCommands?.contains(Statements.commit) == true
    let remains = progress.remains || hasCommitted || progress.isTransaction && !isOpen
    return MigrationError(
      error, in: steps, query: query, isTransaction: progress.isTransaction, remains: remains)
  }
}

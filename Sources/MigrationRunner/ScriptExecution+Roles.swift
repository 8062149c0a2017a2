internal import LibPQ
internal import SQLMigrations

extension ScriptExecution {
  /// Sends a statement that makes or drops roles; where it fails because of other databases, what it would do without them is
  /// done.
  ///
  /// - Parameter send: Sends it.
  /// - Throws: ``MigrationError``, `PostgresError`.
  func send(
    _ statement: RoleStatement, _ roles: SharedRoles, _ connection: ExclusiveConnection, _ send: () throws -> Void
  ) throws {
    let isOpen = try connection.isInTransaction
    if isOpen { try connection.execute(Statements.savepoint) }
    let mayStay = roles.spares(statement, takesBack: takesBack)
    var standsIn = try mayStay && standIn(for: statement, roles, connection, isOpen: isOpen)
    if !standsIn {
      do { try send() } catch let error as MigrationError {
        guard let cause = error.underlyingError, roles.isOfOthers(cause, statement) else { throw error }
        if isOpen { try connection.execute(Statements.rollBackToSavepoint) }
        standsIn = try standIn(for: statement, roles, connection, isOpen: isOpen)
        guard standsIn else { throw error }
      }
    }
    if isOpen { try connection.execute(Statements.releaseSavepoint) }
    roles.note(statement, stoodIn: standsIn)
  }

  /// - Returns: Whether that was possible; otherwise nothing has been done.
  private func standIn(
    for statement: RoleStatement, _ roles: SharedRoles, _ connection: ExclusiveConnection, isOpen: Bool
  ) throws -> Bool {
    for _ in 1...Self.attempts {
      do { return try roles.standIn(for: statement, takesBack: takesBack, connection) } catch let error as PostgresError
        where error.server != nil
      {
        if isOpen { try connection.execute(Statements.rollBackToSavepoint) }
        // Another session has altered the same role since, and is done by now. What else the server says to that is not what the
        // user asked for.
        if error.sqlState != Self.internalError { return false }
      }
    }
    return false
  }

  private var takesBack: Bool { if case .remove = entry { true } else { false } }

  private static let attempts = 100
  /// "tuple concurrently updated" has no number of its own.
  private static let internalError = "XX000"
}

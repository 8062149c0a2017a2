internal import LeaseProtocol
internal import LibPQ

/// Puts back what tests have set for their own roles by `ALTER ROLE`, which any role may do for itself: its settings, its
/// password, and where it has the right, how many connections it may have and until when.
///
/// That is the whole server's, so tests that run at the same time see it until the first of them ends; no later one does.
final class RoleKeeper: Sendable {
  /// What was found changed.
  struct Finding: Sendable, Hashable {
    let changes: [String]
    /// Why it could not be put back; `nil` where it was.
    let problem: String?
  }

  private let roles: [String]
  private let hear = Locked<@Sendable (LeaseToken?, Finding) -> Void> { _, _ in }
  private let state = Locked<State>(State())

  private struct State {
    /// As it was before the tests.
    var facts: RoleFacts?
    var maySeePasswords = false
    var findings = 0
  }

  /// - Parameter server: Knows the roles.
  init(of server: DatabaseServer) {
    roles = Array(Set([server.owner, server.tests, server.readerDSN(database: "")].compactMap { $0["user"] })).sorted()
  }

  /// Takes what is set now for what is to stay.
  ///
  /// - Throws: `PostgresError`.
  func begin(_ connection: Connection) async throws {
    try await connection.exclusively { [self] connection in
      let maySeePasswords = try connection.query(RoleStatements.maySeePasswords).firstValue == "t"
      let facts = try RoleFacts.read(of: roles, withPasswords: maySeePasswords, connection)
      state.withLock { $0 = State(facts: facts, maySeePasswords: maySeePasswords) }
    }
  }

  /// Has somebody hear what is found, with the lease that had just ended.
  func onFinding(_ body: @escaping @Sendable (LeaseToken?, Finding) -> Void) { hear.withLock { $0 = body } }

  /// How often something was found. A connection that was opened before the last time may have what was set then.
  var findings: Int { state.withLock { $0.findings } }

  /// Puts back what is otherwise than it was.
  ///
  /// - Parameter lease: The one that has just ended, if any.
  func putBack(_ connection: ExclusiveConnection, after lease: LeaseToken?) {
    if let finding = finding(connection) { hear.withLock { $0 }(lease, finding) }
  }

  private func finding(_ connection: ExclusiveConnection) -> Finding? {
    // Under the lock: two that alter a role at the same time get in each other's way.
    state.withLock { state in
      guard let facts = state.facts, let now = try? read(state, connection), now != facts else { return nil }
      let changes = now.changes(since: facts)
      state.findings += 1
      for attempt in 1... {
        do {
          let wayBack = try read(state, connection).wayBack(to: facts)
          if !wayBack.isEmpty { try connection.execute(wayBack) }
          break
        } catch let error as PostgresError where attempt < 3 && error.isOfTwoAtOnce {
          // Another session did that as well.
          continue
        } catch {
          // Told once; from now on it is as it is.
          state.facts = now
          return Finding(changes: changes, problem: "\((error as? PostgresError)?.message ?? "\(error)")")
        }
      }
      return Finding(changes: changes, problem: nil)
    }
  }

  /// Has the settings that a piece of work makes for the roles hold in one database only, which its clones get as well, and
  /// takes them from the roles.
  ///
  /// - Parameters:
  ///   - database: The database.
  ///   - isMeant: Whether the work was to set something for roles; otherwise others did that beside it.
  ///   - work: The work.
  /// - Throws: What the work throws, `PostgresError`.
  func confine(
    to database: String, _ connection: () async throws -> Connection, isMeant: @escaping @Sendable () -> Bool,
    _ work: () async throws -> Void
  ) async throws {
    let read: @Sendable (ExclusiveConnection) throws -> RoleFacts = { [roles] connection in
      try RoleFacts.read(
        of: roles, in: database, withPasswords: connection.query(RoleStatements.maySeePasswords).firstValue == "t",
        connection)
    }
    let before = try await connection().exclusively(read)
    try await work()
    try await connection().exclusively { connection in
      let now = try read(connection)
      guard now != before, isMeant() else { return }
      for script in [now.confinement(since: before), now.wayBack(to: before)] where !script.isEmpty {
        try connection.execute(script)
      }
    }
  }

  private func read(_ state: State, _ connection: ExclusiveConnection) throws -> RoleFacts {
    try RoleFacts.read(of: roles, withPasswords: state.maySeePasswords, connection)
  }
}

extension PostgresError {
  /// Whether two wrote the same row of a catalog at the same time.
  fileprivate var isOfTwoAtOnce: Bool { sqlState == "XX000" || sqlState == "23505" }
}

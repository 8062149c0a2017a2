internal import EmbeddedPostgres
internal import LeaseProtocol
internal import LibPQ

/// Puts back what tests have set for their own roles by `ALTER ROLE`, which any role may do for itself: its settings, its
/// password, and where it has the right, how many connections it may have and until when.
///
/// That is the whole server's, so tests that run at the same time see it until the first of them ends; no later one does. On
/// our own server the roles are ours, and what they are to be like is known. On a given one they are the user's, and stay what
/// they were; sessions that run there at the same time go by what the first of them has found.
final class RoleKeeper: Sendable {
  /// What was found changed.
  struct Finding: Sendable, Hashable {
    let changes: [String]
    /// Why it could not be put back; `nil` where it was.
    let problem: String?
  }

  /// What the roles are to be like.
  private enum Truth {
    case known(OwnRoles)
    case found(RoleFacts)
  }

  /// The roles of our own server.
  private struct OwnRoles: Sendable {
    /// Another one that tests connect as.
    let testsRole: String?
    /// That of all of them.
    let password: String

    func deviations(_ connection: ExclusiveConnection) throws -> RoleDeviations {
      try RoleDeviations.read(testsRole: testsRole, password: password, connection)
    }
  }

  private struct State {
    var truth: Truth?
    /// What could not be put back, and was told.
    var givenUp: Set<String> = []
  }

  /// Where the server is our own.
  private let known: OwnRoles?
  private let roles: [String]
  private let hear = Locked<@Sendable (LeaseToken?, Finding) -> Void> { _, _ in }
  /// Held while a role is altered, by threads of the tool's connections only.
  private let state = Locked<State>(State())
  /// Not within that: who takes a lease asks for it, and must not wait for a server.
  private let count = Locked(0)

  /// - Parameter server: Knows the roles.
  init(of server: DatabaseServer) {
    known =
      if case .embedded = server.origin {
        OwnRoles(
          testsRole: server.testsHaveOtherRole ? server.tests["user"] : nil, password: server.owner["password"] ?? "")
      } else { nil }
    roles = Array(Set([server.owner, server.tests, server.readerDSN(database: "")].compactMap { $0["user"] })).sorted()
  }

  /// Begins to look, from how it is now.
  ///
  /// - Parameter earlier: What sessions have found that are still there, and whose tests may have changed something since; the
  ///   last one counts most.
  /// - Throws: `PostgresError`.
  func begin(_ connection: Connection, earlier: [RoleFacts]) async throws {
    if let known {
      // What migrations have set besides settings, such as a password: not even that is to be told of.
      try await tidy(connection)
      return state.withLock { $0.truth = .known(known) }
    }
    let found = try await connection.exclusively { [roles] connection in
      let maySeePasswords = try connection.query(RoleStatements.maySeePasswords).firstValue == "t"
      return try RoleFacts.read(of: roles, withPasswords: maySeePasswords, connection)
    }
    state.withLock { $0.truth = .found(earlier.reduce(found) { $0.replaced(by: $1) }) }
  }

  /// Makes the roles what they are to be, where that is known, without a word.
  ///
  /// - Throws: `PostgresError`.
  func tidy(_ connection: Connection) async throws {
    guard let known else { return }
    try await connection.exclusively { try known.deviations($0).undo($0) }
  }

  /// What was found, where that is not known anyhow: for those who come after this run, and for whoever tidies up after it.
  var facts: RoleFacts? {
    state.withLock { state in
      guard case .found(let facts) = state.truth else { return nil }
      return facts
    }
  }

  /// Has somebody hear what is found, with the lease that had just ended.
  func onFinding(_ body: @escaping @Sendable (LeaseToken?, Finding) -> Void) { hear.withLock { $0 = body } }

  /// How often something was found. A connection that was opened before the last time may have what was set then.
  var findings: Int { count.withLock { $0 } }

  /// Puts back what is otherwise than it was.
  ///
  /// - Parameter lease: The one that has just ended, if any.
  func putBack(_ connection: ExclusiveConnection, after lease: LeaseToken?) {
    if let finding = finding(connection) { hear.withLock { $0 }(lease, finding) }
  }

  private func finding(_ connection: ExclusiveConnection) -> Finding? {
    // Under the lock, on the thread of a connection of the tool's: two that alter a role at once get in each other's way.
    state.withLock { state in
      guard let truth = state.truth, let first = try? Self.deviation(from: truth, connection) else { return nil }
      let changes = first.changes.filter { !state.givenUp.contains($0) }
      if changes.isEmpty { return nil }
      // Afterwards: a connection that is opened until then may have it.
      defer { count.withLock { $0 += 1 } }
      for attempt in 1... {
        do {
          try Self.deviation(from: truth, connection).undo()
          break
        } catch let error as PostgresError where attempt < 3 && error.isOfTwoAtOnce {
          // Another session did that as well.
          continue
        } catch {
          state.givenUp.formUnion(changes)
          return Finding(changes: changes, problem: "\((error as? PostgresError)?.message ?? "\(error)")")
        }
      }
      return Finding(changes: changes, problem: nil)
    }
  }

  private static func deviation(
    from truth: Truth, _ connection: ExclusiveConnection
  ) throws -> (changes: [String], undo: () throws -> Void) {
    switch truth {
    case .known(let roles):
      let found = try roles.deviations(connection)
      return (found.found.sorted(), { try found.undo(connection) })
    case .found(let facts):
      let now = try facts.now(connection)
      return (
        now.changes(since: facts),
        {
          let script = now.wayBack(to: facts)
          if !script.isEmpty { try connection.execute(script) }
        }
      )
    }
  }

  /// Has the settings that a migration makes for the roles hold in its database alone, and in its clones, and takes them from
  /// the roles before anybody else sees them.
  ///
  /// - Parameters:
  ///   - connection: The migration's, before its transaction is committed.
  ///   - database: Its database.
  ///   - others: A connection that sees what is committed.
  /// - Throws: `PostgresError`.
  func confine(_ connection: ExclusiveConnection, to database: String, beside others: Connection) throws {
    guard try connection.query(RoleStatements.mayHaveWritten).firstValue != "0" else { return }
    func read(_ connection: ExclusiveConnection) throws -> RoleFacts {
      try RoleFacts.read(of: roles, in: database, withPasswords: false, connection)
    }
    var now = try read(connection)
    while true {
      let committed = try others.exclusivelyHere(timeout: .seconds(10), read)
      // What others have committed in between is in one and not in the other.
      let later = try read(connection)
      if later == now { return try Self.confine(now, since: committed, connection) }
      now = later
    }
  }

  /// The same for what a program makes, which commits by itself: what is there afterwards and was not before.
  ///
  /// - Throws: What the work throws, `PostgresError`.
  func confine(
    to database: String, _ connection: () async throws -> Connection, _ work: () async throws -> Void
  ) async throws {
    let read: @Sendable (ExclusiveConnection) throws -> RoleFacts = { [roles] connection in
      try RoleFacts.read(of: roles, in: database, withPasswords: false, connection)
    }
    let before = try await connection().exclusively(read)
    try await work()
    try await connection().exclusively { try Self.confine(read($0), since: before, $0) }
  }

  private static func confine(
    _ now: RoleFacts, since before: RoleFacts, _ connection: ExclusiveConnection
  ) throws {
    guard now != before else { return }
    for script in [now.confinement(since: before), now.wayBack(to: before)] where !script.isEmpty {
      try connection.execute(script)
    }
  }
}

extension PostgresError {
  /// Whether two wrote the same row of a catalog at the same time.
  fileprivate var isOfTwoAtOnce: Bool { sqlState == "XX000" || sqlState == "23505" }
}

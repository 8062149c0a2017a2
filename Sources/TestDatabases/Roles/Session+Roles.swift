internal import LibPQ
internal import SQLMigrations

extension Session {
  /// Begins to look after the roles, once no migration is to set anything for them any more.
  ///
  /// Before this session has a database of its own, since its mark says to those who come later what was found.
  func watchRoles() async throws {
    var earlier: [(created: Double, facts: RoleFacts)] = []
    if case .given = server.origin, maintenance.trustsMarks {
      for mark in try await maintenance.proofs().compactMap(\.mark) where mark.session != identifier {
        guard let facts = mark.roles, try await maintenance.lives(mark.session) else { continue }
        earlier.append((mark.created, facts))
      }
    }
    // The first of them has the last word.
    try await roles.begin(
      maintenance.connection, earlier: earlier.sorted { $0.created > $1.created }.map(\.facts))
    if let facts = roles.facts { try await watcher.change { $0.databases?.roles = facts } }
  }

  /// Puts back what tests have set for them that had no database of their own.
  func putRolesBack() async {
    _ = try? await maintenance.connection.exclusively { [roles] in roles.putBack($0, after: nil) }
  }

  /// What is to be done within the transaction of each file: what it sets for the roles is made to hold in its database alone,
  /// and the roles that it makes are noted.
  ///
  /// Otherwise every other database of the server would have these settings, and would lose them as soon as somebody puts the
  /// roles back.
  func attention(
    to database: String, making made: MigrationRoles
  ) async throws -> (@Sendable (ExclusiveConnection) throws -> Void)? {
    let words = contents.roleWords
    if words.isEmpty { return nil }
    let others = try await maintenance.connection
    return { [roles] connection in
      if words.contains(.composes) { try made.look(connection, beside: others) }
      if words.contains(.alters) { try roles.confine(connection, to: database, beside: others) }
    }
  }
}

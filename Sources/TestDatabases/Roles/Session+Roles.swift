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

  /// What is to be done within the transaction of each file, so that what it sets for the roles holds in its database alone.
  ///
  /// Otherwise every other database of the server would have it, and would lose it as soon as somebody puts the roles back.
  func confinement(to database: String) async throws -> (@Sendable (ExclusiveConnection) throws -> Void)? {
    guard contents.alterRoles else { return nil }
    let others = try await maintenance.connection
    return { [roles] connection in try roles.confine(connection, to: database, beside: others) }
  }
}

extension Session.Contents {
  /// Whether anything in the files, or in those that they include, may alter a role; a dump with data does not.
  fileprivate var alterRoles: Bool {
    var scripts = seeds.scripts
    if case .files(let plan) = migrations { scripts += plan.migrations.map(\.up) }
    return scripts.contains { script in
      guard script.bytes.count < Self.longestToLookInto else { return false }
      let text = String(decoding: script.normalizedContent, as: UTF8.self).lowercased()
      // Statements may be put together, with anything in between.
      return text.contains("alter") && (text.contains("role") || text.contains("user"))
    }
  }

  /// The longest file, in bytes, that is looked into.
  private static let longestToLookInto = 1 << 20
}

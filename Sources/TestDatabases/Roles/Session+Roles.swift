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
    to database: String, noting made: MadeRoles?
  ) async throws -> (@Sendable (ExclusiveConnection) throws -> Void)? {
    let alters = contents.alterRoles
    let made = contents.composeRoles ? made : nil
    guard alters || made != nil else { return nil }
    let others = try await maintenance.connection
    return { [roles] connection in
      try made?.look(connection, beside: others)
      if alters { try roles.confine(connection, to: database, beside: others) }
    }
  }
}

extension Session.Contents {
  /// Whether anything in the files, or in those that they include, may alter a role.
  fileprivate var alterRoles: Bool {
    searchedTexts.contains { text in
      // Statements may be put together, with anything in between.
      text.contains("alter") && (text.contains("role") || text.contains("user"))
    }
  }

  /// Whether anything in them may make a role by a statement that it puts together, for `EXECUTE`, so that its name stands
  /// nowhere: not that of triggers and privileges.
  fileprivate var composeRoles: Bool {
    searchedTexts.contains { text in
      guard ["create role", "create user", "create group"].contains(where: text.contains) else { return false }
      return text.ranges(of: "execute").contains { range in
        let next = text[range.upperBound...].drop { $0.isWhitespace }
        return !["function", "procedure", "on "].contains { next.hasPrefix($0) }
      }
    }
  }

  /// The files in small letters, but for those that are as long as a dump with data: nobody makes or alters roles there, and to
  /// look takes long.
  var searchedTexts: [String] {
    var scripts = seeds.scripts
    if case .files(let plan) = migrations { scripts += plan.migrations.map(\.up) }
    return scripts.filter { $0.bytes.count < Self.longestToLookInto }.map {
      String(decoding: $0.normalizedContent, as: UTF8.self).lowercased()
    }
  }

  /// In bytes.
  private static let longestToLookInto = 1 << 20
}

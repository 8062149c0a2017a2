internal import LeaseProtocol
internal import LibPQ
internal import SQLMigrations

/// Has the migrations of a test's database make and drop roles as if it had a server for itself.
///
/// Roles belong to all databases of a server. So a role that a migration makes is there already when the same migration fills
/// another database, and can't be dropped while others name it; where a service runs there is one database, and neither
/// happens. What is there from before is taken for what `CREATE ROLE` makes, and what others need stays when it is dropped.
/// That a role is made twice by the same migrations remains an error.
package final class SharedRoles: Sendable {
  /// What may be done to a role that is there already.
  package enum Rights: Sendable {
    /// Nothing: it is somebody else's. It is taken where it is as the migration would make it, and stays when it is taken back.
    case look
    /// It is made what the migration says.
    case alter
  }

  /// Roles that no migration makes or drops.
  package struct Fixed: Sendable {
    /// Those that a migration may not speak of as its own.
    var refused: Set<String>
    /// Those that are taken as they are, and that stay.
    var kept: Set<String>
    /// What is said of others that are taken so.
    var comment: String?

    package init(refused: Set<String> = [], kept: Set<String> = [], comment: String? = nil) {
      self.refused = refused
      self.kept = kept
      self.comment = comment
    }
  }

  private struct State {
    /// Those that these migrations have made, or found made.
    var made: Set<String>
    /// Those of them that were not there.
    var created: Set<String> = []
    /// Those of them that were.
    var adopted: Set<String> = []
  }

  private let rights: Rights
  private let fixed: Fixed
  private let state: Locked<State>

  /// - Parameters:
  ///   - rights: What may be done to roles.
  ///   - fixed: Those of which something else is true.
  ///   - made: Those that migrations have made which the database has already.
  package init(_ rights: Rights, fixed: Fixed = Fixed(), made: Set<String> = []) {
    self.rights = rights
    self.fixed = fixed
    state = Locked(State(made: made))
  }

  /// The roles that these migrations and those before have made, or found made.
  package var made: Set<String> { state.withLock { $0.made } }

  /// The same, but for those that are not theirs to alter.
  package var altered: Set<String> { rights == .alter ? made.subtracting(fixed.kept) : [] }

  /// Takes note of a statement that has been run, or stood in for.
  func note(_ statement: RoleStatement, stoodIn: Bool) {
    state.withLock { state in
      switch statement {
      case .create(let definition):
        state.made.insert(definition.name)
        if stoodIn { state.adopted.insert(definition.name) } else { state.created.insert(definition.name) }
      case .drop(let names, _):
        state.made.subtract(names)
        state.created.subtract(names)
        state.adopted.subtract(names)
      }
    }
  }

  /// Whether a statement drops one that may have to stay.
  ///
  /// - Parameter takesBack: Whether it is of a file that takes a migration back.
  func spares(_ statement: RoleStatement, takesBack: Bool) -> Bool {
    guard case .drop(let names, _) = statement else { return false }
    return fixed.comment != nil || !fixed.kept.isDisjoint(with: names)
      || !names.allSatisfy { mayDrop($0, takesBack: takesBack) }
  }

  /// Whether a role is these migrations' to drop. What another run has found made or has made itself is not known on the way
  /// back.
  private func mayDrop(_ name: String, takesBack: Bool) -> Bool {
    rights == .alter
      || state.withLock { $0.created.contains(name) || !takesBack && !$0.adopted.contains(name) }
  }

  /// Whether an error may be one that a server without other databases would not have.
  func isOfOthers(_ error: PostgresError, _ statement: RoleStatement) -> Bool {
    switch statement {
    case .create(let definition):
      // The second is of one that somebody else was making at that moment.
      let isThere =
        error.sqlState == Self.duplicateObject
        || error.sqlState == Self.uniqueViolation && error.message.contains("pg_authid_rolname_index")
      return isThere && !made.contains(definition.name) && !fixed.refused.contains(definition.name)
    case .drop: return error.sqlState == Self.dependentObjectsStillExist
    }
  }

  /// Does instead of a statement what comes to the same for its database.
  ///
  /// - Parameter takesBack: Whether it is of a file that takes a migration back.
  /// - Returns: Whether that is possible.
  /// - Throws: `PostgresError`; an open transaction is aborted then.
  func standIn(for statement: RoleStatement, takesBack: Bool, _ connection: ExclusiveConnection) throws -> Bool {
    switch statement {
    case .create(let definition): try adopt(definition, connection)
    case .drop(let names, let ifExists): try drop(names, ifExists: ifExists, takesBack: takesBack, connection)
    }
  }

  private func adopt(_ definition: RoleDefinition, _ connection: ExclusiveConnection) throws -> Bool {
    guard let row = try connection.query(Statements.role, [definition.name, fixed.comment]).rows.first else {
      return false
    }
    let isFixed = fixed.kept.contains(definition.name) || row["is_fixed"] == "t"
    let name = try connection.quoted(identifier: definition.name)
    let statements = (isFixed ? [] : definition.alterations(of: row, name)) + definition.memberships(of: name)
    if statements.isEmpty { return true }
    guard rights == .alter else { return false }
    try connection.execute(statements.joined(separator: ";\n"))
    return true
  }

  private func drop(
    _ names: [String], ifExists: Bool, takesBack: Bool, _ connection: ExclusiveConnection
  ) throws -> Bool {
    for name in names {
      if fixed.refused.contains(name) { return false }
      guard let row = try connection.query(Statements.needsOfRole, [name, fixed.comment]).rows.first else {
        if ifExists { continue }
        return false
      }
      // What stands in the way in its own database does so anywhere.
      if row["here"] == "t" { return false }
      let stays = fixed.kept.contains(name) || row["is_fixed"] == "t" || !mayDrop(name, takesBack: takesBack)
      if stays || row["elsewhere"] == "t" { continue }
      try connection.execute(Statements.dropRole(try connection.quoted(identifier: name)))
    }
    return true
  }

  private static let duplicateObject = "42710"
  private static let uniqueViolation = "23505"
  private static let dependentObjectsStillExist = "2BP01"
}

extension RoleDefinition {
  /// What makes a role that is there what this says.
  ///
  /// - Parameters:
  ///   - row: What it is like.
  ///   - name: Its name, quoted.
  fileprivate func alterations(of row: Row, _ name: String) -> [String] {
    var options = Attribute.allCases.compactMap { attribute -> String? in
      let wanted = attributes.contains(attribute)
      return (row[attribute.rawValue] == "t") == wanted ? nil : "\(wanted ? "" : "no")\(attribute)".uppercased()
    }
    let limit = connectionLimit ?? -1
    if row["connection_limit"] != String(limit) { options.append("CONNECTION LIMIT \(limit)") }
    if validUntil != nil || row["expires"] == "t" { options.append("VALID UNTIL \(validUntil ?? "'infinity'")") }
    // Nobody but a superuser sees what it is now.
    if let password { options.append("PASSWORD \(password)") }
    return options.isEmpty ? [] : ["ALTER ROLE \(name) \(options.joined(separator: " "))"]
  }

  /// What makes the role a member, and others its members, as this says.
  fileprivate func memberships(of name: String) -> [String] {
    groups.map { "GRANT \($0) TO \(name)" } + members.map { "GRANT \(name) TO \($0)" }
      + administrators.map { "GRANT \(name) TO \($0) WITH ADMIN OPTION" }
  }
}

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
    /// Nothing: it is somebody else's, and is taken where it is as the migration would make it.
    case look
    /// It is made what the migration says.
    case alter
  }

  private let rights: Rights
  private let fixed: Set<String>
  private let refused: Set<String>
  /// Those that these migrations have made.
  private let made: Locked<Set<String>>

  /// - Parameters:
  ///   - rights: What may be done to roles.
  ///   - fixed: Those that are taken as they are, and that stay.
  ///   - refused: Those that no migration may make.
  ///   - made: Those that migrations have made which the database has already.
  package init(_ rights: Rights, fixed: Set<String> = [], refused: Set<String> = [], made: Set<String> = []) {
    self.rights = rights
    self.fixed = fixed
    self.refused = refused
    self.made = Locked(made)
  }

  /// Takes note of a statement that has been run, or stood in for.
  func note(_ statement: RoleStatement) {
    made.withLock { made in
      switch statement {
      case .create(let definition): made.insert(definition.name)
      case .drop(let names): made.subtract(names)
      }
    }
  }

  /// Whether a statement drops one that stays.
  func spares(_ statement: RoleStatement) -> Bool {
    guard case .drop(let names) = statement else { return false }
    return !fixed.isDisjoint(with: names)
  }

  /// Whether an error may be one that a server without other databases would not have.
  func isOfOthers(_ error: PostgresError, _ statement: RoleStatement) -> Bool {
    switch statement {
    case .create(let definition):
      let isRepeated = made.withLock { $0.contains(definition.name) }
      return error.sqlState == Self.duplicateObject && !isRepeated && !refused.contains(definition.name)
    case .drop: return error.sqlState == Self.dependentObjectsStillExist
    }
  }

  /// Does instead of a statement what comes to the same for its database.
  ///
  /// - Returns: Whether that is possible.
  /// - Throws: `PostgresError`; an open transaction is aborted then.
  func standIn(for statement: RoleStatement, _ connection: ExclusiveConnection) throws -> Bool {
    switch statement {
    case .create(let definition): try adopt(definition, connection)
    case .drop(let names): try drop(names, connection)
    }
  }

  private func adopt(_ definition: RoleDefinition, _ connection: ExclusiveConnection) throws -> Bool {
    guard let row = try connection.query(Statements.role, [definition.name]).rows.first else { return false }
    if fixed.contains(definition.name) { return true }
    let statements = try Self.statements(from: row, to: definition, connection)
    if statements.isEmpty { return true }
    guard rights == .alter else { return false }
    try connection.execute(statements.joined(separator: ";\n"))
    return true
  }

  /// What makes a role that is there what a definition says.
  private static func statements(
    from row: Row, to definition: RoleDefinition, _ connection: ExclusiveConnection
  ) throws -> [String] {
    let name = try connection.quoted(identifier: definition.name)
    var options = RoleDefinition.Attribute.allCases.compactMap { attribute -> String? in
      let wanted = definition.attributes.contains(attribute)
      return (row[attribute.rawValue] == "t") == wanted ? nil : "\(wanted ? "" : "no")\(attribute)".uppercased()
    }
    let limit = definition.connectionLimit ?? -1
    if row["connection_limit"] != String(limit) { options.append("CONNECTION LIMIT \(limit)") }
    if definition.validUntil != nil || row["expires"] == "t" {
      options.append("VALID UNTIL \(definition.validUntil ?? "'infinity'")")
    }
    // Nobody but a superuser sees what it is now.
    if let password = definition.password { options.append("PASSWORD \(password)") }
    var statements = options.isEmpty ? [] : ["ALTER ROLE \(name) \(options.joined(separator: " "))"]
    statements += definition.groups.map { "GRANT \($0) TO \(name)" }
    statements += definition.members.map { "GRANT \(name) TO \($0)" }
    statements += definition.administrators.map { "GRANT \(name) TO \($0) WITH ADMIN OPTION" }
    return statements
  }

  private func drop(_ names: [String], _ connection: ExclusiveConnection) throws -> Bool {
    let needed = try names.map { try connection.query(Statements.needsOfRole, [$0]).rows.first }
    // What stands in the way in its own database does so anywhere.
    guard needed.allSatisfy({ $0?["here"] != "t" }) else { return false }
    for (name, need) in zip(names, needed) where need?["elsewhere"] != "t" && !fixed.contains(name) {
      try connection.execute(Statements.dropRole(try connection.quoted(identifier: name)))
    }
    return true
  }

  private static let duplicateObject = "42710"
  private static let dependentObjectsStillExist = "2BP01"
}

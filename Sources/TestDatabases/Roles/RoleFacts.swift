internal import LibPQ

/// What is set for the roles that a session's databases are used by, in all databases of the server: no reset of a database
/// puts that back, and whoever connects later has it.
struct RoleFacts: Sendable, Hashable, Codable {
  /// One thing.
  private struct Fact: Sendable, Hashable, Codable {
    /// Whose it is; `nil` for all roles.
    let role: String?
    /// In words, without any password.
    let text: String
    /// The statement that makes it so.
    let makes: String
    /// The one that makes it so in one database only; empty for what is no setting.
    let confines: String
    /// The statement that makes it no longer so; empty where the one for another value of it does.
    let undoes: String

    var isPassword: Bool { text.hasPrefix("the password") }
  }

  /// Which roles: up to three.
  private let roles: [String]
  private let hasPasswords: Bool
  private var facts: Set<Fact>

  /// Reads them.
  ///
  /// - Parameters:
  ///   - roles: Up to three.
  ///   - database: Where settings may be confined to.
  /// - Throws: `PostgresError`.
  static func read(
    of roles: [String], in database: String? = nil, withPasswords: Bool, _ connection: ExclusiveConnection
  ) throws -> RoleFacts {
    let names = (0..<3).map { roles.indices.contains($0) ? roles[$0] : nil }
    let rows = try connection.query(RoleStatements.facts(withPasswords: withPasswords), names + [database]).rows
    return RoleFacts(
      roles: roles, hasPasswords: withPasswords,
      facts: Set(
        rows.compactMap { row in
          guard let text = row["fact"], let makes = row["makes"] else { return nil }
          return Fact(
            role: row["role"], text: text, makes: makes, confines: row["confines"] ?? "", undoes: row["undoes"] ?? "")
        }))
  }

  /// The same as they are now.
  func now(_ connection: ExclusiveConnection) throws -> RoleFacts {
    try Self.read(of: roles, withPasswords: hasPasswords, connection)
  }

  /// All but the passwords.
  var withoutPasswords: RoleFacts {
    RoleFacts(roles: roles, hasPasswords: false, facts: facts.filter { !$0.isPassword })
  }

  /// What another session has found before, of the roles that are its as well, with the passwords that they have now.
  func replaced(by earlier: RoleFacts) -> RoleFacts {
    let isKnown = { (fact: Fact) in !fact.isPassword && (fact.role.map(earlier.roles.contains) ?? true) }
    let known = earlier.facts.filter { $0.role.map(roles.contains) ?? true }
    return RoleFacts(roles: roles, hasPasswords: hasPasswords, facts: known.union(facts.filter { !isKnown($0) }))
  }

  /// What is otherwise than it was earlier, in a few words each.
  func changes(since earlier: RoleFacts) -> [String] {
    let gone = Set(earlier.facts.subtracting(facts).map(\.text))
    let new = Set(facts.subtracting(earlier.facts).map(\.text))
    // A password says nothing of itself.
    return gone.subtracting(new).sorted().map { "gone: \($0)" } + new.subtracting(gone).sorted().map { "new: \($0)" }
      + new.intersection(gone).sorted().map { "changed: \($0)" }
  }

  /// The statements that lead back to what was earlier.
  func wayBack(to earlier: RoleFacts) -> String {
    let undone = facts.subtracting(earlier.facts).map(\.undoes).filter { !$0.isEmpty }
    return (undone.sorted() + earlier.facts.subtracting(facts).map(\.makes).sorted()).joined(separator: ";\n")
  }

  /// The statements that make those settings in one database that were not there earlier.
  func confinement(since earlier: RoleFacts) -> String {
    facts.subtracting(earlier.facts).map(\.confines).filter { !$0.isEmpty }.sorted().joined(separator: ";\n")
  }
}

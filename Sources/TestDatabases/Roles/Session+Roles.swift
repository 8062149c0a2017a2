internal import LibPQ
internal import SQLMigrations

extension Session {
  /// Takes what is set for the roles now for what is to stay.
  func watchRoles() async throws { try await roles.begin(maintenance.connection) }

  /// Puts back what tests have set for them that had no database of their own.
  func putRolesBack() async {
    _ = try? await maintenance.connection.exclusively { [roles] in roles.putBack($0, after: nil) }
  }

  /// Does a piece of work that fills a database; what it sets for the roles holds in this one and its clones.
  ///
  /// Otherwise every other database of the server would have it, and would lose it as soon as somebody puts the roles back.
  func confiningRoles(to database: String, _ work: () async throws -> Void) async throws {
    try await roles.confine(
      to: database, { try await maintenance.connection }, isMeant: { [contents] in contents.alterRoles }, work)
  }
}

extension Session.Contents {
  /// Whether anything in the files alters a role; what a program does is not known.
  fileprivate var alterRoles: Bool {
    guard case .files(let plan) = migrations else { return true }
    return (plan.migrations.map(\.up) + seeds.scripts).contains { script in
      let text = String(decoding: script.bytes, as: UTF8.self).lowercased()
      return text.contains("alter role") || text.contains("alter user")
    }
  }
}

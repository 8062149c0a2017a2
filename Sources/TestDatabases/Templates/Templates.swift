/// The templates of a server, for people to look at.
package enum Templates {
  /// A template and what is seen of it from outside.
  package struct Entry: Sendable {
    package let template: Template
    package let bytes: Int
    /// Whether a session makes clones of it.
    package let isInUse: Bool
  }

  /// All of them, the one used last first.
  ///
  /// - Throws: `PostgresError`.
  package static func list(on server: DatabaseServer) async throws -> [Entry] {
    try await withStore(on: server) { store in
      let used = try await store.fingerprintsInUse()
      var entries: [Entry] = []
      for template in try await store.all() {
        // Others may drop one while this goes through them.
        guard let bytes = try await store.maintenance.size(of: template.name) else { continue }
        entries.append(
          Entry(template: template, bytes: bytes, isInUse: used.contains(template.fingerprint)))
      }
      return entries
    }
  }

  /// Removes some or all.
  ///
  /// - Parameter names: Which; `nil` for all that no session uses.
  /// - Returns: The names of those that are gone.
  /// - Throws: `PostgresError`, and ``SessionError`` where there is none of a name, or it is in use.
  package static func remove(_ names: [String]?, on server: DatabaseServer) async throws -> [String] {
    try await withStore(on: server) { store in
      let used = try await store.fingerprintsInUse()
      let all = try await store.all()
      for name in names ?? [] {
        guard let template = all.first(where: { $0.name == name }) else {
          throw SessionError(.notOurs, "there is no template \(name) of this tool's; without a name, all are listed")
        }
        if used.contains(template.fingerprint) {
          throw SessionError(
            .notOurs, "a session that runs makes clones of the template \(name); it stays until that ends")
        }
      }
      var removed: [String] = []
      for template in all where names?.contains(template.name) ?? !used.contains(template.fingerprint) {
        try await store.maintenance.drop(template.proof)
        removed.append(template.name)
      }
      return removed
    }
  }

  private static func withStore<Result>(
    on server: DatabaseServer, _ body: (TemplateStore) async throws -> Result
  ) async throws -> Result {
    let maintenance = try await Maintenance.open(
      server.administrator, owner: server.ownerName, session: .random())
    do {
      let result = try await body(TemplateStore(maintenance: maintenance))
      await maintenance.close()
      return result
    } catch {
      await maintenance.close()
      throw error
    }
  }
}

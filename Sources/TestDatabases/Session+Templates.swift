internal import LibPQ

extension Session {
  /// How often a template may vanish while it is being cloned.
  private static let attempts = 5

  /// Makes the session's database a clone of a template that the server keeps.
  ///
  /// - Returns: The session, which knows its template.
  func opened(
    from chain: TemplateChain, limit: Int, isFresh: Bool, _ report: @escaping @Sendable (Event) -> Void
  ) async throws -> Session {
    var session = self
    var isWatching = false
    let store = TemplateStore(maintenance: maintenance)
    for attempt in 1... {
      let builder = TemplateBuilder(
        session: self, chain: chain, isFresh: isFresh && attempt == 1, report: report)
      let source = try await builder.template()
      if !isWatching { try await watchRoles() }
      isWatching = true
      do {
        try await clone(database, of: source.name)
      } catch let error as PostgresError where error.isMissingDatabase && attempt < Self.attempts {
        // Another session has dropped it, since it had not been used for long.
        continue
      }
      session.template = source.name
      if try await hasLost(source.perishable) {
        for name in [database, source.name] {
          if let proof = try await maintenance.proof(name) { try await maintenance.drop(proof) }
        }
        continue
      }
      break
    }
    // No run fails because of tidying up.
    do { try await store.prune(to: limit) } catch {
      report(.warning("templates that have not been used for long can't be removed: \(error)"))
    }
    return session
  }

  /// Makes a clone that goes with the session.
  func clone(_ database: String, of template: String) async throws {
    try await maintenance.clone(
      database, of: template, properties: maintenance.properties(of: template), strategy: server.cloneStrategy,
      mark: mark(.session), onCreation: remember)
  }

  /// Whether any of these tables has no rows in the session's database.
  private func hasLost(_ tables: [String]) async throws -> Bool {
    if tables.isEmpty { return false }
    let connection = try await Connection.open(server.administratorDSN(database: database, session: identifier))
    var hasLost = false
    for table in tables where !hasLost {
      hasLost = try await connection.query(PoolStatements.hasRows(table)).firstValue != "t"
    }
    await connection.close()
    return hasLost
  }

  /// Prepares a database to be cloned again and again.
  ///
  /// - Returns: The tables with rows in it that a crash of the server would empty.
  func settle(_ database: String) async throws -> [String] {
    try await maintenance.takeOwnership(of: database)
    // What was written is counted once whoever wrote has gone.
    try await maintenance.waitUntilUnused(database)
    let connection = try await Connection.open(server.administratorDSN(database: database, session: identifier))
    do {
      let written = try await connection.query(
        TemplateStatements.written, [String(TemplateStatements.manyCatalogRows)]
      ).rows
      for isCatalog in [true, false] {
        let tables = written.filter { ($0["is_catalog"] == "t") == isCatalog }.compactMap { $0["name"] }
        if !tables.isEmpty { try await connection.execute(TemplateStatements.vacuum(tables, analyzes: !isCatalog)) }
      }
      var perishable: [String] = []
      for table in try await connection.query(TemplateStatements.unloggedTables).rows.compactMap({ $0["name"] })
      where try await connection.query(PoolStatements.hasRows(table)).firstValue == "t" {
        perishable.append(table)
      }
      await connection.close()
      return perishable
    } catch {
      await connection.close()
      throw error
    }
  }
}

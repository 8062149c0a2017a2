internal import EmbeddedPostgres
internal import LibPQ

/// Makes the clones of a session's template, and drops them.
actor CloneWorkshop {
  nonisolated let server: DatabaseServer
  private let maintenance: Maintenance
  private let template: String
  /// The session's own database, which is a clone, too.
  private let sessionDatabase: String
  private let mark: DatabaseMark
  private let warn: @Sendable (String) -> Void
  private let onCreation: @Sendable (UInt32) async throws -> Void
  private let makeTemplate: @Sendable () async throws -> Void
  private var hasWarned = false
  /// What the template holds, and how often the server had broken everything off when it was made.
  private var contents: (task: Task<TemplateContents, any Error>, losses: Int)?

  init(
    server: DatabaseServer, maintenance: Maintenance, template: String, sessionDatabase: String, mark: DatabaseMark,
    warn: @escaping @Sendable (String) -> Void,
    onCreation: @escaping @Sendable (UInt32) async throws -> Void,
    makeTemplate: @escaping @Sendable () async throws -> Void
  ) {
    self.makeTemplate = makeTemplate
    self.warn = warn
    self.onCreation = onCreation
    self.server = server
    self.maintenance = maintenance
    self.template = template
    self.sessionDatabase = sessionDatabase
    self.mark = mark
  }

  /// Makes the clone of that number.
  func make(_ number: Int) async throws -> Member {
    let name = DatabaseName.member(number, of: sessionDatabase)
    do {
      return try await makeMember(name)
    } catch let error as PostgresError where error.code == .connectionLost {
      // A server that crashed is there again, for the most part, and so may be what was begun.
      if let begun = try await maintenance.proof(name) { try await maintenance.drop(begun) }
      return try await makeMember(name)
    }
  }

  private func makeMember(_ name: String) async throws -> Member {
    let contents = try await templateContents()
    try await clone(name)
    return try await member(name, contents)
  }

  /// Takes on the session's own database, or makes it anew where anybody has been there.
  func makeShared() async throws -> Member {
    let contents = try await templateContents()
    if try await maintenance.exists(sessionDatabase) {
      let found = try await member(sessionDatabase, contents)
      // After a crash it seems unused, since its counters are gone.
      if found.isUnused, try await maintenance.losses() == 0 { return found }
      await drop(found)
    }
    try await clone(sessionDatabase)
    return try await member(sessionDatabase, contents)
  }

  /// Makes the session's own database.
  func makeSessionDatabase() async throws { try await clone(sessionDatabase) }

  /// Drops a clone.
  nonisolated func drop(_ member: Member) async {
    await member.freeForDrop()
    await member.close()
    // Where that fails, the database goes with the session.
    guard let proof = try? await maintenance.proof(member.database) else { return }
    try? await maintenance.drop(proof)
  }

  /// Has a clone stay beyond the session, and a server of our own with it.
  func keep(_ member: Member) async throws {
    if case .embedded(let embedded) = server.origin { try await embedded.stayUp() }
    var mark = mark
    mark.kind = .kept
    try await maintenance.setMark(member.database, mark)
  }

  /// Ends the clients of earlier leases in databases that others have now.
  nonisolated func endReturned(_ leases: [String: LeaseToken]) async throws -> [EndedConnection] {
    try await maintenance.endReturned(leases)
  }

  /// Where the tests connect.
  nonisolated func testsDSN(_ database: String) -> DSN { server.dsn(database: database) }

  /// Where the tool connects as a database's owner.
  nonisolated func ownerDSN(_ database: String) -> DSN {
    server.ownerDSN(database: database, session: mark.session)
  }

  /// Where tests connect that only read.
  nonisolated func readerDSN(_ database: String) -> DSN { server.readerDSN(database: database) }

  private func member(_ name: String, _ contents: TemplateContents) async throws -> Member {
    let member = try await Member(
      database: name, administrator: server.administratorDSN(database: name, session: mark.session),
      visitor: server.testsDSN(database: name, session: mark.session), contents: contents)
    if member.method == .truncate && !hasWarned {
      hasWarned = true
      warn(ResetMethod.advice(role: server.ownerName))
    }
    return member
  }

  private func clone(_ name: String) async throws {
    let strategy: CloneStrategy = if case .embedded = server.origin { .fileCopy } else { .log }
    try await maintenance.clone(
      name, of: template, properties: maintenance.properties(of: template), strategy: strategy, mark: mark,
      onCreation: onCreation)
  }

  /// What the template holds; read once, when it is needed for the first time.
  ///
  /// A crash of the server empties unlogged tables, the template's among them: after one it is made anew.
  private func templateContents() async throws -> TemplateContents {
    let losses = try await maintenance.losses()
    if let contents, contents.losses == losses { return try await contents.task.value }
    let isBroken = contents != nil
    let task = Task {
      let exists = try await maintenance.exists(template)
      if !exists || isBroken { try await makeTemplate() }
      // On a connection that is gone before the first clone: nobody may be connected to a template.
      let connection = try await Connection.open(
        server.administratorDSN(database: template, session: mark.session))
      let contents = try await TemplateContents.read(connection)
      await connection.close()
      try await maintenance.waitUntilUnused(template)
      return contents
    }
    contents = (task, losses)
    do {
      return try await task.value
    } catch {
      // Whoever comes next begins anew.
      contents = (task, -1)
      throw error
    }
  }
}

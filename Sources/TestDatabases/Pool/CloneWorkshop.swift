internal import EmbeddedPostgres
internal import LibPQ

/// Makes the clones of a session's template, and drops them.
actor CloneWorkshop {
  nonisolated let server: DatabaseServer
  private let maintenance: Maintenance
  /// Nobody can connect to it where the server keeps it.
  private var template: String
  /// The session's own database, which is a clone, too.
  private let sessionDatabase: String
  private let mark: DatabaseMark
  private let roles: RoleKeeper
  private let warn: @Sendable (String) -> Void
  private let onCreation: @Sendable (UInt32) async throws -> Void
  private let remakeTemplate: @Sendable () async throws -> String
  private var hasWarned = false
  /// Fills the session's database anew, where that is the only one there is; otherwise there is a template.
  private let refill: (@Sendable () async throws -> Void)?
  private var isSpent = false
  private var lastAside = 0
  /// What the template holds, and how often the server had broken everything off when it was made.
  private var contents: (task: Task<TemplateContents, any Error>, losses: Int)?

  init(
    server: DatabaseServer, maintenance: Maintenance, template: String, sessionDatabase: String, mark: DatabaseMark,
    roles: RoleKeeper, warn: @escaping @Sendable (String) -> Void,
    onCreation: @escaping @Sendable (UInt32) async throws -> Void,
    remakeTemplate: @escaping @Sendable () async throws -> String,
    refill: (@Sendable () async throws -> Void)? = nil
  ) {
    self.refill = refill
    self.roles = roles
    self.remakeTemplate = remakeTemplate
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

  /// Makes a clone for tests that only read, in which their role may do nothing else, where the server is our own.
  func makeForReading(_ number: Int) async throws -> Member {
    try await makeMember(DatabaseName.reading(number, of: sessionDatabase), isForReading: true)
  }

  private func makeMember(_ name: String, isForReading: Bool = false) async throws -> Member {
    let losses = try await maintenance.losses()
    let isOurs = try await maintenance.source(template) == .ours
    if let contents, contents.losses == losses, isOurs {
      let known = try await contents.task.value
      try await clone(name)
      return try await member(name, known, isForReading: isForReading)
    }
    let isBroken = contents != nil
    let task = Task {
      if isBroken || !isOurs { template = try await remakeTemplate() }
      try await clone(name)
      // Of a clone that nobody knows yet, since nobody can connect to a template that is kept.
      return try await read(name)
    }
    contents = (task, losses)
    do {
      return try await member(name, try await task.value, sessionsBefore: 1, isForReading: isForReading)
    } catch {
      // Whoever comes next begins anew.
      contents = (task, -1)
      throw error
    }
  }

  /// Takes on the session's own database, or makes it anew where anybody has been there.
  func makeShared() async throws -> Member {
    if let refill {
      if isSpent { try await refill() }
      isSpent = true
      return try await member(sessionDatabase, try await read(sessionDatabase), hasKeepers: true)
    }
    // After a crash it seems unused, since its counters are gone. Asked first: this has the connection made anew, too.
    if try await maintenance.losses() == 0, try await maintenance.exists(sessionDatabase) {
      let known = try await contents?.task.value
      let read = if let known { known } else { try await read(sessionDatabase) }
      let found = try await member(sessionDatabase, read, sessionsBefore: known == nil ? 1 : 0)
      if found.isUnused {
        if contents == nil { contents = (Task { read }, 0) }
        return found
      }
      await drop(found)
    } else if let proof = try await maintenance.proof(sessionDatabase) {
      try await maintenance.drop(proof)
    }
    return try await makeMember(sessionDatabase)
  }

  /// Whether there is but one database, for one test after the other.
  nonisolated var hasOneDatabase: Bool { refill != nil }

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

  /// Gives the session's own database another name, under which it goes with the session, and makes it anew, since tests may
  /// use it without asking. Its clients are ended.
  ///
  /// - Returns: The new name of the one that was there.
  func setAside() async throws -> String {
    guard let proof = try await maintenance.proof(sessionDatabase) else {
      throw SessionError(.notOurs, "the database \(sessionDatabase) has no mark of this run any more")
    }
    lastAside += 1
    let name = DatabaseName.aside(lastAside, of: sessionDatabase)
    try await maintenance.rename(proof, to: name)
    try await makeSessionDatabase()
    return name
  }

  /// Has a clone stay beyond the session, and a server of our own with it.
  func keep(_ database: String) async throws {
    if case .embedded(let embedded) = server.origin { try await embedded.stayUp() }
    var mark = mark
    mark.kind = .kept
    try await maintenance.setMark(database, mark)
  }

  /// Ends the clients of earlier leases in databases that others have now.
  nonisolated func endReturned(_ leases: [String: Set<LeaseToken>]) async throws -> [EndedConnection] {
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

  /// - Parameter sessionsBefore: How many sessions of our own, which only read, there were in it already.
  private func member(
    _ name: String, _ contents: TemplateContents, sessionsBefore: Int = 0, hasKeepers: Bool = false,
    isForReading: Bool = false
  ) async throws -> Member {
    if isForReading { try await restrictReader(name) }
    let member = try await Member(
      database: name, administrator: server.administratorDSN(database: name, session: mark.session),
      visitor: server.testsDSN(database: name, session: mark.session), roles: roles, contents: contents,
      sessionsBefore: sessionsBefore, hasKeepers: hasKeepers, isForReading: isForReading)
    if member.method == .truncate && !hasWarned {
      hasWarned = true
      warn(ResetMethod.advice(role: server.ownerName))
    }
    return member
  }

  /// Takes from the role that only reads what everybody may do that writes; on a given server there is no such role.
  private func restrictReader(_ name: String) async throws {
    guard case .embedded(let embedded) = server.origin else { return }
    let connection = try await Connection.open(server.administratorDSN(database: name, session: mark.session))
    do {
      try await connection.execute(
        PoolStatements.restrict(
          connection.quoted(identifier: embedded.readerName), in: connection.quoted(identifier: name)))
    } catch {
      await connection.close()
      throw error
    }
    await connection.close()
    try await maintenance.waitUntilUnused(name)
  }

  private func clone(_ name: String) async throws {
    try await maintenance.clone(
      name, of: template, properties: maintenance.properties(of: template), strategy: server.cloneStrategy, mark: mark,
      onCreation: onCreation)
  }

  /// What the template holds, as a clone says that nobody has used.
  private func read(_ clone: String) async throws -> TemplateContents {
    let connection = try await Connection.open(
      server.administratorDSN(database: clone, session: mark.session))
    do {
      let contents = try await TemplateContents.read(connection)
      await connection.close()
      if hasOneDatabase {
        try await maintenance.waitUntilLeft(clone)
      } else {
        try await maintenance.waitUntilUnused(clone)
      }
      return contents
    } catch {
      await connection.close()
      throw error
    }
  }
}

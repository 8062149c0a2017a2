internal import LibPQ
internal import SQLMigrations
internal import Supervision

extension Session {
  /// Fills a database that the user gave, which goes back empty when the session ends.
  ///
  /// There is nothing that could be cloned, so all tests have this one, one after the other.
  ///
  /// - Parameter server: Whose administrator's connection string names the database.
  /// - Throws: ``SessionError``, `PostgresError`, `MigrationError`, `CancellationError`.
  package static func openExisting(
    on server: DatabaseServer, package: String, contents: Contents, watcher: Watcher,
    report: @escaping @Sendable (Event) -> Void
  ) async throws -> Session {
    let (identifier, maintenance) = try await begin(on: server, watcher)
    let existing = ExistingDatabase(connection: try await maintenance.connection)
    let name = try await existing.state().name
    let session = Session(
      identifier: identifier, server: server, database: name, contents: contents, package: package, watcher: watcher,
      maintenance: maintenance, fingerprint: contents.fingerprint.description, template: name,
      roles: RoleKeeper(of: server))
    try await watcher.change {
      $0.databases = Estate.Databases(
        session: identifier, administrator: server.administrator.url, owner: server.ownerName, isExisting: true)
    }
    try await session.claim(existing, report)
    try await session.watchRoles()
    // Not while somebody looks whether it is free.
    try await existing.alone { try await existing.remark(session.mark(.existing), existing.state()) }
    try await session.fill(report)
    return session
  }

  /// Waits until no other session has the database, and takes it.
  private func claim(_ existing: ExistingDatabase, _ report: @Sendable (Event) -> Void) async throws {
    var hasTold = false
    while true {
      if try await existing.alone({ try await takeIfFree(existing) }) { return }
      if !hasTold { report(.existingAwaited(database)) }
      hasTold = true
      try await Task.sleep(for: .milliseconds(50))
    }
  }

  private func takeIfFree(_ existing: ExistingDatabase) async throws -> Bool {
    let state = try await existing.state()
    if let mark = state.mark {
      // Whoever filled it has died, or has not come to its end yet.
      if try await !maintenance.isDead(mark.session) { return false }
      if state.owner == state.role { await maintenance.putRolesBack(mark.roles) }
      try await existing.empty(state)
      try await existing.remark(self.mark(.existing), state)
      return true
    }
    let contents = try await existing.contents()
    guard contents.isEmpty else {
      let rest = contents.count > 3 ? " and \(contents.count - 3) more" : ""
      throw SessionError(
        .notOurs,
        """
        the database \(state.name) is not empty: in it there is \(contents.prefix(3).joined(separator: ", "))\(rest). It is \
        left as it is.
        --existing fills a database and empties it again, so it takes only one in which there is nothing; create one for \
        this purpose.
        """)
    }
    guard state.mayCreate else {
      let (role, name) = (
        try await existing.connection.quoted(identifier: state.role),
        try await existing.connection.quoted(identifier: state.name)
      )
      throw SessionError(
        .mayNotCreateDatabases,
        """
        the role \(state.role) may create nothing in the database \(state.name)
        Its owner can allow it:  GRANT CREATE ON DATABASE \(name) TO \(role); GRANT CREATE ON SCHEMA public TO \(role)
        Or have it use a database of its own.
        """)
    }
    try await existing.mark(self.mark(.existing), state)
    return true
  }

  private func fill(_ report: @escaping @Sendable (Event) -> Void) async throws {
    try await migrate(database, report)
    try await seed(database, report)
    try await maintenance.waitUntilLeft(database)
  }

  /// Empties it and fills it anew, for the next test.
  func refill() async throws {
    let existing = ExistingDatabase(connection: try await maintenance.connection)
    let state = try await existing.state()
    guard state.mark?.session == identifier else {
      throw SessionError(
        .notOurs,
        """
        the database \(state.name) can't be put back for the next test: its mark is not there any more, or another run's. It is \
        left as it is.
        Has a test changed the database's comment, or the schema swift_db_test?
        """)
    }
    try await existing.empty(state)
    try await fill { _ in }
  }

  /// Whether the database is one that the user gave.
  var isExisting: Bool { database == server.administrator["dbname"] && template == database }
}

extension Estate.Databases {
  /// Gives a database that the user gave back to him as it was: empty, and without a mark.
  func leaveExisting() async throws {
    let maintenance = try await Maintenance.open(try DSN(parsing: administrator), owner: owner, session: .random())
    try await maintenance.endConnections(of: session)
    await maintenance.putRolesBack(roles)
    let existing = ExistingDatabase(connection: try await maintenance.connection)
    try await existing.alone {
      let state = try await existing.state()
      // Another session may have it already.
      guard state.mark?.session == session else { return }
      try await existing.empty(state)
      try await existing.removeMark(state)
    }
    await maintenance.close()
  }
}

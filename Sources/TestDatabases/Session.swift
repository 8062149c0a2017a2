internal import EmbeddedPostgres
package import LibPQ
package import MigrationRunner
internal import SQLMigrations
internal import Supervision

/// One run's database, from its creation to its end.
///
/// The session's connection to the maintenance database holds an advisory lock for as long as the session
/// lives; by that, others know whose databases not to touch.
package struct Session: Sendable {
  /// What tells it from others.
  package let identifier: SessionIdentifier
  /// The server its database is on.
  package let server: DatabaseServer
  /// Its database's name.
  package let database: String
  /// What its database was made from.
  package let contents: Contents
  let package: String
  let watcher: Watcher
  let maintenance: Maintenance
  /// What it was made from, as one value.
  let fingerprint: String
  /// The database that those of the tests are clones of.
  var template: String
  let roles: RoleKeeper

  /// Something worth telling on the way.
  package enum Event: Sendable {
    /// Databases of runs that died were dropped.
    case swept([String])
    /// What the databases are clones of.
    case template(TemplateEvent)
    /// Another session uses the database that the user gave.
    case existingAwaited(String)
    /// The database is there, still empty.
    case created(String)
    /// A file is being run.
    case running(MigrationProgress)
    /// A file has psql print something.
    case echoed(String)
    /// A test left connections open, which were ended; with the last query of each.
    case leaked(test: String, queries: [String])
    /// A client of a test that had ended came back to its database, and was ended; with the last query of each.
    case cameBack(test: String, queries: [String])
    /// What the server logged about the database of a test that failed.
    case logged(test: String, lines: String)
    /// The database of a test that failed stays.
    case kept(test: String, database: String)
    /// The database of a test that failed stays as long as the session.
    case held(test: String, database: String)
    /// The database of a test that was put back is not what it was before the test.
    case polluted(test: String, differences: [String])
    /// Something that belongs to the whole server was changed while a test ran, or others beside it.
    case clusterChanged(test: String, changes: [String])
    /// After a test that was to read only, the database was found changed that others still read in.
    case wroteWhereOthersRead(test: String)
    /// A test has set something for its role, which all databases share; that one had just ended or still ran.
    case rolesChanged(tests: [String], changes: [String], problem: String?)
    /// Something that does not stop the run.
    case warning(String)
  }

  /// The connection string of the database, as the tests get it.
  package var dsn: DSN { server.dsn(database: database) }

  /// What is told of a template.
  package enum TemplateEvent: Sendable, Hashable {
    /// It was there.
    case found
    /// Another session builds it.
    case awaited
    /// It is being built, on the template of so many of its migrations.
    case building(kept: Int)
  }

  /// Creates the database and fills it.
  ///
  /// - Parameters:
  ///   - policy: Whether the server keeps what was made for the next session.
  ///   - watcher: Sees to it that the session's databases go again, whatever happens; told before there are any.
  /// - Throws: ``SessionError``, `PostgresError`, `MigrationError`, `CancellationError`.
  package static func open(
    on server: DatabaseServer, package: String, contents: Contents,
    templates policy: TemplatePolicy = .own, watcher: Watcher, report: @escaping @Sendable (Event) -> Void
  ) async throws -> Session {
    async let swept = sweep(server)
    let (identifier, maintenance) = try await begin(on: server, watcher)
    let claim = Estate.Databases(
      session: identifier, administrator: server.administrator.url, owner: server.ownerName)
    try await watcher.change { $0.databases = claim }
    var chain: TemplateChain?
    if case .kept = policy, contents.migrations.isRepeatable {
      chain = try await maintenance.chain(contents, testsRunAs: server.tests["user"])
    }
    let (dropped, problems) = try await swept
    if !dropped.isEmpty { report(.swept(dropped)) }
    for problem in problems { report(.warning(problem)) }
    let database = DatabaseName.session(identifier, package: package)
    let session = Session(
      identifier: identifier, server: server, database: database, contents: contents, package: package,
      watcher: watcher, maintenance: maintenance,
      fingerprint: chain?.complete.description ?? contents.fingerprint.description,
      template: DatabaseName.member(0, of: database), roles: RoleKeeper(of: server))
    if let chain, case .kept(let limit, let isFresh) = policy {
      return try await session.opened(from: chain, limit: limit, isFresh: isFresh, report)
    }
    try await session.make(session.template, report)
    try await session.watchRoles()
    try await session.workshop(report).makeSessionDatabase()
    return session
  }

  /// Makes a database and fills it, with nobody connected to it afterwards.
  func make(_ database: String, _ report: @escaping @Sendable (Event) -> Void) async throws {
    try await create(database, report)
    try await migrate(database, report)
    try await seed(database, report)
    try await maintenance.waitUntilUnused(database)
  }

  /// Makes a database with nothing in it.
  func create(_ database: String, _ report: @Sendable (Event) -> Void) async throws {
    try await maintenance.create(database, mark: mark(.session), onCreation: remember)
    report(.created(database))
  }

  /// The name of the session's own template, and of one that is being built.
  var draft: String { DatabaseName.member(0, of: database) }

  /// Has the watcher know a database that was created.
  func remember(_ database: UInt32) async throws {
    try await watcher.change { $0.databases?.created.insert(database) }
  }

  /// Connects, and says on the server that a session lives.
  static func begin(
    on server: DatabaseServer, _ watcher: Watcher
  ) async throws -> (SessionIdentifier, Maintenance) {
    while true {
      let identifier = SessionIdentifier.random()
      let maintenance = try await Maintenance.open(
        server.administrator, owner: server.ownerName, session: identifier, isServerThere: { server.isThere },
        isOver: { watcher.isSettling })
      if try await maintenance.takeLock(identifier) { return (identifier, maintenance) }
      await maintenance.close()
    }
  }

  /// On a connection of its own, since a broken database may cost it.
  private static func sweep(_ server: DatabaseServer) async throws -> (dropped: [String], problems: [String]) {
    let sweeper = try await Maintenance.open(
      server.administrator, owner: server.ownerName, session: .random())
    let result = try await sweeper.sweep()
    await sweeper.close()
    return result
  }

  /// Applies the migrations that a database does not have yet.
  ///
  /// - Parameter made: The roles that they make.
  func migrate(
    _ database: String, making made: MigrationRoles? = nil, _ report: @escaping @Sendable (Event) -> Void
  ) async throws {
    switch contents.migrations {
    case .files(let plan):
      try await withRunner(database, making: made, report) { runner in
        let result = try await runner.up(plan)
        for warning in result.warnings { report(.warning(warning)) }
      }
    case .command(let command):
      try await roles.confine(to: database, { try await maintenance.connection }) {
        try await command.run(server, database)
      }
      try await checkFilled(database, by: command)
    }
  }

  /// A program that looks elsewhere for its database succeeds, and may have changed another one.
  private func checkFilled(_ database: String, by command: MigrationCommand) async throws {
    let connection = try await Connection.open(server.administratorDSN(database: database, session: identifier))
    let holdsSomething = try? await connection.query(Statements.holdsSomething).firstValue
    await connection.close()
    if holdsSomething == "t" { return }
    throw SessionError(
      .migrationCommandFailed,
      """
      '\(command.text)' succeeded, but made nothing in the database \(database)
      Does it connect to another one? Its database is that of POSTGRES_DSN and DATABASE_URL, and, in parts, of DATABASE_HOST, \
      POSTGRES_HOSTNAME, PGHOST and so on; a .env file or a default of its own must not go before these.
      """)
  }

  /// Runs the seeds.
  func seed(
    _ database: String, making made: MigrationRoles? = nil, _ report: @escaping @Sendable (Event) -> Void
  ) async throws {
    if contents.seeds.scripts.isEmpty { return }
    try await withRunner(database, making: made, report) { _ = try await $0.run(contents.seeds) }
  }

  /// What to say where the server does not answer any more; `nil` where it does.
  package func loss() async -> String? {
    await maintenance.answers() ? nil : broken
  }

  /// What to say where the server broke off all connections and answers again; `nil` where it did not.
  package func recovery() async -> String? {
    let losses = try? await maintenance.losses()
    return losses ?? 0 > 0 ? broken : nil
  }

  private var broken: String { "while the tests ran, \(ServerTrouble.broken(server))" }

  /// Keeps the database beyond the session, and a server of our own with it.
  package func keep() async throws {
    if case .embedded(let embedded) = server.origin { try await embedded.stayUp() }
    // Under this mark it is none of the session's any more.
    try await maintenance.setMark(database, mark(.kept))
  }

  /// Puts back what tests have set for their roles, and ends the session's own connection. Its databases go with the
  /// ``Estate``.
  package func close() async {
    await putRolesBack()
    await maintenance.close()
  }

  /// The mark of the session's database.
  func mark(_ kind: DatabaseMark.Kind) -> DatabaseMark {
    var mark = DatabaseMark(kind: kind, session: identifier, package: package, fingerprint: fingerprint)
    if kind == .session || kind == .existing { mark.roles = roles.facts?.withoutPasswords }
    return mark
  }

  func withRunner(
    _ database: String, making made: MigrationRoles? = nil, _ report: @escaping @Sendable (Event) -> Void,
    _ body: (MigrationRunner) async throws -> Void
  ) async throws {
    let made = made ?? MigrationRoles(on: server)
    // A test of another session may be changing them.
    try await roles.tidy(maintenance.connection)
    let attention = try await attention(to: database, making: made)
    let connection = try await Connection.open(server.ownerDSN(database: database, session: identifier))
    do {
      let runner = MigrationRunner(
        connection: connection, onProgress: { report(.running($0)) }, onEcho: { report(.echoed($0)) },
        beforeCommit: attention, roles: made.shared)
      try await body(runner)
    } catch {
      await connection.close()
      throw error
    }
    await connection.close()
  }
}

internal import LeaseProtocol
package import LibPQ
package import MigrationRunner
internal import SQLMigrations
internal import Supervision

extension Session {
  /// Makes a database with nothing in it, which goes with the session.
  ///
  /// - Throws: ``SessionError``, `PostgresError`, `CancellationError`.
  package static func openScratch(
    on server: DatabaseServer, package: String, contents: Contents, watcher: Watcher,
    report: @escaping @Sendable (Event) -> Void
  ) async throws -> Session {
    let (identifier, maintenance) = try await begin(on: server, watcher)
    try await watcher.change {
      $0.databases = Estate.Databases(
        session: identifier, administrator: server.administrator.url, owner: server.ownerName)
    }
    let database = DatabaseName.session(identifier, package: package)
    let session = Session(
      identifier: identifier, server: server, database: database, contents: contents, package: package,
      watcher: watcher, maintenance: maintenance, fingerprint: contents.fingerprint.description, template: database,
      roles: RoleKeeper(of: server))
    // The migrations that are run there may set something for the roles.
    try await session.watchRoles()
    try await session.create(database, report)
    return session
  }

  /// Drops the database and ends the session, so that the run can have another one.
  ///
  /// A run's ``Estate`` knows one session, the last: what an earlier one left would wait for somebody's sweep.
  ///
  /// - Throws: ``SessionError``, `PostgresError`.
  package func dropScratch() async throws {
    await putRolesBack()
    try await maintenance.dropAll(of: identifier, created: [maintenance.number(of: database)])
    await maintenance.close()
  }

  /// A connection to the session's database, as the role that migrations run as.
  ///
  /// - Throws: `PostgresError`, `CancellationError`.
  package func ownersConnection() async throws -> Connection {
    try await Connection.open(server.ownerDSN(database: database, session: identifier))
  }

  /// Has migrations make and drop roles as if the session's database were alone on its server.
  package var sharedRoles: SharedRoles { MigrationRoles(on: server).shared }

  /// The session's database for somebody who may see all of it.
  package var administratorDSN: DSN { server.administratorDSN(database: database, session: identifier) }

  /// What everything stands for that makes a difference to what a verification of the migrations finds.
  ///
  /// - Throws: `PostgresError`.
  package func verificationFingerprint() async throws -> String {
    var fingerprint = try await maintenance.chain(contents, testsRunAs: server.tests["user"]).complete
    if case .files(let plan) = contents.migrations {
      for down in plan.migrations.compactMap(\.down) {
        fingerprint = fingerprint.followed(by: down.file, down.normalizedContent)
      }
    }
    return fingerprint.description
  }
}

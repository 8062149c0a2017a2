internal import EmbeddedPostgres
internal import LeaseProtocol
internal import LibPQ
internal import MigrationRunner

/// The roles that the migrations of one database make.
final class MigrationRoles: Sendable {
  /// What is made of those that are there already.
  let shared: SharedRoles
  private let names = Locked<Set<String>>([])

  /// - Parameters:
  ///   - server: The server; the roles that it is used by are none that a migration may make, but for that of the tests, which
  ///     has to be there before.
  ///   - base: The template that the database is a clone of.
  init(on server: DatabaseServer, base: TemplateDetails? = nil) {
    let rights: SharedRoles.Rights
    switch server.origin {
    case .embedded: rights = .alter
    case .given: rights = .look
    }
    let own = Set([server.administrator, server.owner, server.readerDSN(database: "")].compactMap { $0["user"] })
    let fixed = SharedRoles.Fixed(
      refused: own, kept: Set([server.tests["user"]].compactMap(\.self)).subtracting(own),
      comment: rights == .alter ? EmbeddedServer.testsRoleComment : nil)
    shared = SharedRoles(rights, fixed: fixed, made: Set(base?.madeRoles ?? []))
  }

  /// Those whose names stand nowhere in the files, as seen from within their transactions: those of others, who make and drop
  /// some on the same server meanwhile, are not among them. As ``Maintenance/clusterObjects()`` names them.
  var composed: Set<String> { names.withLock { $0 } }

  /// Looks.
  ///
  /// - Parameters:
  ///   - connection: The migration's, before its transaction is committed.
  ///   - others: A connection that sees what is committed.
  /// - Throws: `PostgresError`.
  func look(_ connection: ExclusiveConnection, beside others: Connection) throws {
    guard try connection.query(RoleStatements.mayHaveWritten).firstValue != "0" else { return }
    func read(_ connection: ExclusiveConnection) throws -> Set<String> {
      Set(try connection.query(TemplateStatements.clusterObjects).rows.compactMap { $0["name"] })
    }
    // What others make after the first look is not in it, and what they drop before the last one is not in that.
    let before = try others.exclusivelyHere(timeout: .seconds(10), read)
    let seen = try read(connection)
    let after = try others.exclusivelyHere(timeout: .seconds(10), read)
    let made = seen.subtracting(before).subtracting(after)
    names.withLock { $0.formUnion(made) }
  }
}

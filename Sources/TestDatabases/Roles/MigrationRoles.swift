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
  ///   - earlier: What migrations have made which the database has already, as ``Maintenance/clusterObjects()`` names it.
  init(on server: DatabaseServer, earlier: [String] = []) {
    let rights: SharedRoles.Rights
    switch server.origin {
    case .embedded: rights = .alter
    case .given: rights = .look
    }
    let testsRole = server.tests["user"]
    let own = [server.administrator, server.owner, server.readerDSN(database: "")].compactMap { $0["user"] }
    shared = SharedRoles(
      rights, fixed: Set([testsRole].compactMap(\.self)).subtracting(own), refused: Set(own),
      made: Set(earlier.filter { $0.hasPrefix(Self.prefix) }.map { String($0.dropFirst(Self.prefix.count)) }))
  }

  private static let prefix = "role "

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
      Set(try connection.query(TemplateStatements.clusterObjects).rows.compactMap { $0[0] })
    }
    // What others make after the first look is not in it, and what they drop before the last one is not in that.
    let before = try others.exclusivelyHere(timeout: .seconds(10), read)
    let seen = try read(connection)
    let after = try others.exclusivelyHere(timeout: .seconds(10), read)
    let made = seen.subtracting(before).subtracting(after)
    names.withLock { $0.formUnion(made) }
  }
}

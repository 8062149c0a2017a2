internal import LeaseProtocol
internal import LibPQ

/// The roles that migrations have made, as seen from within their transactions: those of others, who make and drop some on the
/// same server meanwhile, are not among them.
final class MadeRoles: Sendable {
  private let names = Locked<Set<String>>([])

  /// As ``Maintenance/clusterObjects()`` names them.
  var all: Set<String> { names.withLock { $0 } }

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

internal import EmbeddedPostgres
internal import LibPQ
internal import Supervision

extension Session {
  /// Makes the session's database the long-lived one of its package, in place of the one before.
  ///
  /// The two change places in one transaction, so there is one at every moment. Until then the new one belongs to
  /// the session, and goes with that; afterwards the old one does. Once begun, this is done to its end.
  ///
  /// - Parameter name: The new name.
  /// - Throws: ``SessionError``, `PostgresError`.
  package func becomeLongLived(name: String, givenByUser: Bool) async throws {
    try await uncancellable {
      try await self.changePlaces(name, givenByUser)
      if case .embedded(let embedded) = self.server.origin { try await embedded.stayUp() }
    }
  }

  /// How often somebody may come in between: a client of the old one that connects again, another reset.
  private static let attempts = 10

  private func changePlaces(_ name: String, _ givenByUser: Bool) async throws {
    for attempt in 1... {
      let old = try await Self.longLived(name, package: package, givenByUser: givenByUser, maintenance: maintenance)
      do {
        return try await maintenance.replace(
          old, by: database, name: name, mark: mark(.longLived),
          departing: (DatabaseName.member(1, of: database), mark(.session)))
      } catch let error as PostgresError
        where attempt < Self.attempts && Statements.statesOfInterference.contains(error.sqlState ?? "")
      {
        await uncancellableSleep(.milliseconds(20 * attempt))
      }
    }
  }

  /// Makes sure, before anything is done, that a name is free or a long-lived database of the package has it.
  ///
  /// - Throws: ``SessionError`` with code `notOurs`.
  package static func checkLongLived(
    _ name: String, package: String, givenByUser: Bool, on server: DatabaseServer
  ) async throws {
    let maintenance = try await Maintenance.open(
      server.administrator, owner: server.ownerName, session: .random())
    _ = try await longLived(name, package: package, givenByUser: givenByUser, maintenance: maintenance)
    await maintenance.close()
  }

  /// The proof that the database of this name is ours; `nil` where there is none.
  private static func longLived(
    _ name: String, package: String, givenByUser: Bool, maintenance: Maintenance
  ) async throws -> DatabaseProof? {
    guard try await maintenance.exists(name) else { return nil }
    guard let proof = try await maintenance.proof(name, givenByUser: true), let mark = proof.mark,
      mark.kind == .longLived
    else {
      throw SessionError(
        .notOurs,
        """
        the database \(name) is not this tool's: it has another owner, or not the comment that this tool \
        marks its databases with. It is left as it is.
        Name another one with --database, or drop it yourself if nobody needs it.
        """)
    }
    // Two packages' names may be the same in the letters that a database's name has.
    guard givenByUser || mark.package == package else {
      throw SessionError(
        .notOurs,
        """
        the database \(name) is that of the package \(mark.package), and this one is \(package). It is left as it is.
        Name another one with --database, or the same one if it is to be replaced.
        """)
    }
    return proof
  }
}

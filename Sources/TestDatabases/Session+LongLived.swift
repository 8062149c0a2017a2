extension Session {
  /// Makes the session's database the long-lived one of its package, in place of the one before.
  ///
  /// Until it has its new name it belongs to the session, and goes with that.
  ///
  /// - Parameter name: The new name.
  /// - Throws: ``SessionError``, `PostgresError`.
  package func becomeLongLived(name: String) async throws {
    if let old = try await Self.longLived(name, maintenance: maintenance) { try await maintenance.drop(old) }
    try await maintenance.setMark(database, mark(.longLived))
    try await maintenance.rename(database, to: name)
  }

  /// Makes sure, before anything is done, that a name is free or a long-lived database of ours has it.
  ///
  /// - Throws: ``SessionError`` with code `notOurs`.
  package static func checkLongLived(_ name: String, on server: DatabaseServer) async throws {
    let maintenance = try await Maintenance.open(
      server.administrator, owner: server.ownerName, session: .random())
    _ = try await longLived(name, maintenance: maintenance)
    await maintenance.close()
  }

  /// The proof that the database of this name is ours; `nil` where there is none.
  private static func longLived(_ name: String, maintenance: Maintenance) async throws -> DatabaseProof? {
    guard try await maintenance.exists(name) else { return nil }
    guard let proof = try await maintenance.proof(name, givenByUser: true), proof.mark?.kind == .longLived else {
      throw SessionError(
        .notOurs,
        """
        the database \(name) is not this tool's: it has another owner, or not the comment that this tool \
        marks its databases with. It is left as it is.
        Name another one with --database, or drop it yourself if nobody needs it.
        """)
    }
    return proof
  }
}

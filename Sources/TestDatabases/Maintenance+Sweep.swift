internal import LibPQ
internal import Supervision

extension Maintenance {
  /// How long a session may take to say again that it lives, once its connection was broken off. Tests of this package, of which
  /// hundreds run on two cores, grant it more.
  @TaskLocal static var doubt: Duration = .seconds(3)

  /// Drops the databases that sessions which live no more left behind.
  ///
  /// - Returns: Their names, and what went wrong with the others.
  func sweep() async throws -> (dropped: [String], problems: [String]) {
    var dropped: [String] = []
    var problems: [String] = []
    let deadline = ContinuousClock.now + Self.doubt
    for row in try await connection.query(Statements.databases, [nil]).rows {
      if let name = row["name"], proof(row) == nil, row["owner"] == owner,
        let session = DatabaseName.session(in: name), try await !lives(session)
      {
        problems.append(Self.unproved(name))
      }
      guard let seen = proof(row), seen.mark?.kind ?? .session == .session, try await !lives(seen.session),
        try await isDead(seen, by: deadline),
        // Looked at again: before its session ended, it may have been kept.
        let proof = try await proof(seen.name), proof.mark?.kind ?? .session == .session
      else { continue }
      do {
        // Its run has left nothing that could do that.
        if trustsMarks { await putRolesBack(proof.mark?.roles) }
        try await drop(proof)
        dropped.append(proof.name)
      } catch let error as PostgresError {
        problems.append("the database \(proof.name), left behind by a run that died, can't be dropped: \(error)")
      }
    }
    return (dropped, problems)
  }

  /// Whether what a mark says of roles may be done as it stands there: whoever owns a database can write its mark, so only where
  /// that is the role that we are ourselves, and not one that may do less.
  var trustsMarks: Bool { dsn["user"].map { $0 == owner } ?? true }

  /// Puts back what tests of a run that died have set for its roles, as far as that is known.
  func putRolesBack(_ roles: RoleFacts?) async {
    guard let roles else { return }
    _ = try? await connection.exclusively { connection in
      let wayBack = try roles.now(connection).wayBack(to: roles)
      if !wayBack.isEmpty { try connection.execute(wayBack) }
    }
  }

  /// Only its name speaks for it, which is no reason to drop anything.
  private static func unproved(_ name: String) -> String {
    """
    the database \(name) may have been left behind by a run that died, but does not carry this tool's mark (any \
    more), so it stays; if nobody needs it:  DROP DATABASE \(name)
    """
  }

  /// Whether a session is dead, and not only without a connection for a moment.
  func isDead(_ session: SessionIdentifier) async throws -> Bool {
    let deadline = ContinuousClock.now + Self.doubt
    while try await !lives(session) {
      guard ContinuousClock.now < deadline else { return true }
      try await Task.sleep(for: .milliseconds(50))
    }
    return false
  }

  /// The same for one that has left something, and has not dropped it itself by now.
  ///
  /// One whose connection was broken off, as where the server was started anew, says within a moment that it lives. One that
  /// has just ended drops its databases itself.
  private func isDead(_ left: DatabaseProof, by deadline: ContinuousClock.Instant) async throws -> Bool {
    while ContinuousClock.now < deadline {
      if try await !exists(left.name) { return false }
      try await Task.sleep(for: .milliseconds(50))
      if try await lives(left.session) { return false }
    }
    return true
  }
}

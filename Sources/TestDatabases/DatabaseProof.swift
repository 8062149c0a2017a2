internal import LibPQ

/// The proof that a database is this tool's, without which none is dropped, emptied or replaced.
///
/// It is owned by our role; it carries our mark in its comment, or, between its creation and its comment, in
/// its connection limit; and its name is one that we give, or one that the user gave.
struct DatabaseProof: Sendable, Hashable {
  /// The database's name.
  let name: String
  /// Its mark; `nil` for one that was created but not marked yet.
  let mark: DatabaseMark?
  /// The session it belongs to, by its name or its mark.
  let session: SessionIdentifier

  /// Looks at a row of ``Statements/databases``.
  ///
  /// - Parameters:
  ///   - owner: Our role.
  ///   - givenName: A name that the user gave, for a database of any name.
  init?(_ row: Row, owner: String, givenName: String? = nil) {
    guard let name = row["name"], row["owner"] == owner else { return nil }
    self.name = name
    let nameSession = DatabaseName.session(in: name)
    if let mark = DatabaseMark(comment: row["comment"]) {
      let hasItsName =
        mark.kind == .template ? name == DatabaseName.template(mark.fingerprint) : nameSession == mark.session
      guard hasItsName || name == givenName else { return nil }
      self.mark = mark
      session = mark.session
    } else {
      guard row["comment"] == nil, let nameSession,
        row["connection_limit"] == String(DatabaseMark.unmarkedConnectionLimit)
      else { return nil }
      mark = nil
      session = nameSession
    }
  }

  /// Looks at a row of ``Statements/databases`` that may be one which this very run has created: no mark is
  /// needed then, which its owner, as whom the tests run, may have changed.
  ///
  /// - Parameters:
  ///   - created: The numbers of the databases that the run created.
  ///   - session: The run's session.
  init?(_ row: Row, owner: String, created: Set<UInt32>, session: SessionIdentifier) {
    if let proof = DatabaseProof(row, owner: owner) {
      guard proof.session == session, proof.mark?.kind ?? .session == .session else { return nil }
      self = proof
      return
    }
    guard let name = row["name"], row["owner"] == owner, DatabaseName.session(in: name) == session,
      let oid = row["oid"].flatMap({ UInt32($0) }), created.contains(oid)
    else { return nil }
    self.name = name
    mark = nil
    self.session = session
  }
}

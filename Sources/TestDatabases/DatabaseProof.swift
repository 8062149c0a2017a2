internal import LibPQ

/// The proof that a database is this tool's, without which none is dropped, emptied or replaced.
///
/// It is owned by our role; it carries our mark in its comment, which names this very database on this very server,
/// or, between its creation and its comment, in its connection limit; and its name is one that we give, or one that
/// the user gave.
struct DatabaseProof: Sendable, Hashable {
  /// The database's name.
  let name: String
  /// Its number (oid): another one may have its name later.
  let number: UInt32
  /// Its mark; `nil` for one that was created but not marked yet.
  let mark: DatabaseMark?
  /// The session it belongs to, by its name or its mark.
  let session: SessionIdentifier
  /// Whether its DROP was interrupted, so that nothing can be done with it but to drop it.
  let isInvalid: Bool

  /// Looks at a row of ``Statements/databases``.
  ///
  /// - Parameters:
  ///   - owner: Our role.
  ///   - server: The server's system identifier, as far as it is known.
  ///   - givenName: A name that the user gave, for a database of any name.
  init?(_ row: Row, owner: String, server: String?, givenName: String? = nil) {
    guard let name = row["name"], row["owner"] == owner, let number = row["oid"].flatMap({ UInt32($0) }),
      !Self.databasesOfTheServer.contains(name)
    else { return nil }
    self.name = name
    self.number = number
    isInvalid = Self.isInvalid(row)
    let nameSession = DatabaseName.session(in: name)
    if let mark = DatabaseMark(comment: row["comment"]) {
      guard mark.place == DatabaseMark.Place(server: server, database: number) else { return nil }
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
  ///   - server: The server's system identifier, as far as it is known.
  ///   - created: The numbers of the databases that the run created.
  ///   - session: The run's session.
  init?(_ row: Row, owner: String, server: String?, created: Set<UInt32>, session: SessionIdentifier) {
    if let proof = DatabaseProof(row, owner: owner, server: server) {
      guard proof.session == session, proof.mark?.kind ?? .session == .session else { return nil }
      self = proof
      return
    }
    guard let name = row["name"], row["owner"] == owner, DatabaseName.session(in: name) == session,
      let oid = row["oid"].flatMap({ UInt32($0) }), created.contains(oid)
    else { return nil }
    self.name = name
    number = oid
    mark = nil
    self.session = session
    isInvalid = Self.isInvalid(row)
  }

  /// What every server comes with is nobody's test database, whatever mark somebody puts on it.
  private static let databasesOfTheServer: Set<String> = ["postgres", "template0", "template1"]

  /// Source: PostgreSQL's `src/include/catalog/pg_database.h`, `DATCONNLIMIT_INVALID_DB`.
  private static func isInvalid(_ row: Row) -> Bool { row["connection_limit"] == "-2" }
}

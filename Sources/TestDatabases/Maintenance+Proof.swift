internal import LeaseProtocol
internal import LibPQ

extension Maintenance {
  /// The number (oid) of a database, which it keeps as long as it is there, under whatever name; 0 where there is none.
  func number(of name: String) async throws -> UInt32 {
    try await connection.query(Statements.databases, [name]).rows.first?["oid"].flatMap { UInt32($0) } ?? 0
  }

  /// A mark as it stands in statements, for a database of that number: it says that it belongs to that one alone.
  func comment(_ mark: DatabaseMark, on number: UInt32) async throws -> String {
    var mark = mark
    mark.place = DatabaseMark.Place(server: server, database: number)
    return try await connection.quoted(literal: try mark.comment())
  }

  /// Gives a database of ours another mark.
  func setMark(_ name: String, _ mark: DatabaseMark) async throws {
    let comment = try await comment(mark, on: number(of: name))
    try await connection.execute(Statements.comment(try await connection.quoted(identifier: name), comment))
  }

  /// Makes a database that was created here our role's again, which a migration may have given to another one: without an
  /// owner of ours it would not be known for ours any more, and be left behind.
  func takeOwnership(of name: String) async throws {
    guard let row = try await connection.query(Statements.databases, [name]).rows.first, row["owner"] != owner,
      let number = row["oid"].flatMap({ UInt32($0) }), created.withLock({ $0.contains(number) })
    else { return }
    try await connection.execute(
      Statements.giveTo(
        try await connection.quoted(identifier: owner), try await connection.quoted(identifier: name)))
  }

  /// The proof that a database is ours; `nil` where it isn't, or isn't there.
  func proof(_ name: String, givenByUser: Bool = false) async throws -> DatabaseProof? {
    try await connection.query(Statements.databases, [name]).rows.first.flatMap {
      proof($0, givenName: givenByUser ? name : nil)
    }
  }

  /// The same for a row of ``Statements/databases``.
  func proof(_ row: Row, givenName: String? = nil) -> DatabaseProof? {
    DatabaseProof(row, owner: owner, server: server, givenName: givenName)
  }

  /// The proofs of all databases that are ours.
  func proofs() async throws -> [DatabaseProof] {
    try await connection.query(Statements.databases, [nil]).rows.compactMap { proof($0) }
  }

  /// What is to be said of a database as something to be cloned.
  enum Source: Sendable, Hashable { case ours, somebodyElses, isNotThere }

  /// Whether a database may be cloned: it was created here, or is a template that this tool has made. One of the same
  /// name may have been planted in its place by whoever may create databases.
  func source(_ name: String) async throws -> Source {
    guard let row = try await connection.query(Statements.databases, [name]).rows.first else { return .isNotThere }
    let number = row["oid"].flatMap { UInt32($0) } ?? 0
    if row["owner"] == owner, created.withLock({ $0.contains(number) }) { return .ours }
    guard let proof = proof(row), proof.mark?.kind == .template else { return .somebodyElses }
    return proof.isInvalid ? .isNotThere : .ours
  }

  /// Makes sure that nothing is cloned but what is ours.
  ///
  /// - Throws: ``SessionError`` with code `notOurs`. One that isn't there, or is just being dropped, is left to the server's own
  ///   words.
  func checkMayClone(_ name: String) async throws {
    guard try await source(name) == .somebodyElses else { return }
    throw SessionError(
      .notOurs,
      """
      the database \(name), of which clones were to be made, is not this tool's (any more): it has another owner, or not \
      this tool's mark. It is left as it is.
      If nobody needs it, drop it; the next run makes one of its own in any case.
      """)
  }
}

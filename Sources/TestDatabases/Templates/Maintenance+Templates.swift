internal import LibPQ

extension Maintenance {
  /// What belongs to the whole server and may be named in a database, and what it is like.
  func clusterObjects() async throws -> [String: String] {
    let rows = try await connection.query(TemplateStatements.clusterObjects).rows
    return Dictionary(rows.compactMap { row in row["name"].map { ($0, row["likeness"] ?? "") } }) { first, _ in first }
  }

  /// What databases made of these contents are like, as a chain.
  ///
  /// - Parameter role: The tests' role.
  func chain(_ contents: Session.Contents, testsRunAs role: String?) async throws -> TemplateChain {
    try await TemplateChain(contents, owner: owner, testsRunAs: role, options: dsn["options"], connection)
  }

  /// Takes the right to build a template, if nobody has it or wants it at the same moment.
  ///
  /// Such locks belong to the database that one is connected to, and others may be connected to another one; so whoever has
  /// taken it looks at all of them. Nobody ever waits in a lock: a migration that creates an index concurrently would wait for
  /// whoever does.
  ///
  /// - Returns: Whether it was taken; it goes with ``leaveClaim(_:)`` or with the connection.
  func takeClaim(_ fingerprint: String) async throws -> Bool {
    let key = Self.claim(fingerprint)
    guard try await connection.query(Statements.takeLock, key.signed).firstValue == "t" else { return false }
    if try await connection.query(TemplateStatements.otherClaims, key.unsigned).firstValue == "0" { return true }
    try await leaveClaim(fingerprint)
    return false
  }

  func leaveClaim(_ fingerprint: String) async throws {
    _ = try await connection.query(TemplateStatements.leaveClaim, Self.claim(fingerprint).signed)
  }

  private static func claim(_ fingerprint: String) -> (signed: [String?], unsigned: [String?]) {
    let number = UInt32(fingerprint.prefix(8), radix: 16) ?? 0
    let first = String(TemplateStatements.claimClass)
    return ([first, String(Int32(bitPattern: number))], [first, String(number)])
  }

  /// Makes a session's database a template: nobody can connect to it any more, and it has the name that goes with its mark.
  ///
  /// - Returns: False where the name is taken.
  func publish(_ name: String, _ mark: DatabaseMark) async throws -> Bool {
    let template = DatabaseName.template(mark.fingerprint)
    try await waitUntilUnused(name)
    let script = TemplateStatements.publish(
      try await connection.quoted(identifier: name), as: try await connection.quoted(identifier: template),
      mark: try await comment(mark, on: number(of: name)))
    do {
      try await connection.execute(script.joined(separator: ";\n"))
      return true
    } catch {
      if try await connection.isInTransaction { try await connection.execute("ROLLBACK") }
      if try await exists(template) { return false }
      throw error
    }
  }

  /// How many bytes a database takes; `nil` where it is gone.
  func size(of database: String) async throws -> Int? {
    do {
      return try await connection.query(TemplateStatements.size, [database]).firstValue.flatMap { Int($0) }
    } catch let error as PostgresError where error.isMissingDatabase { return nil }
  }
}

internal import LibPQ
internal import Supervision

/// A database that the user gave to be filled for the tests and emptied again.
///
/// It is used only where it is empty, or carries a mark that says that all that is in it came after it was found empty.
struct ExistingDatabase: Sendable {
  /// To the database itself.
  let connection: Connection

  /// Its place, name and mark.
  struct State: Sendable {
    let place: DatabaseMark.Place
    let name: String
    /// Its mark, where that is its own.
    let mark: DatabaseMark?
    /// Whether the mark stands, or can stand, in its comment.
    let mayComment: Bool
    /// Whose it is.
    let owner: String
    /// Who we are, and whether we may make anything in it.
    let role: String
    let mayCreate: Bool
  }

  /// What it is like.
  func state() async throws -> State {
    guard let row = try await connection.query(ExistingStatements.itself).rows.first,
      let oid = row["oid"].flatMap({ UInt32($0) }), let name = row["name"]
    else { throw SessionError(.unreachable, "the database does not say which one it is") }
    let place = DatabaseMark.Place(server: try await Maintenance.systemIdentifier(connection), database: oid)
    var texts = [row["comment"]]
    if row["has_table"] == "t" {
      texts.append(try await connection.query(ExistingStatements.readMark).rows.first?["content"])
    }
    let mark = texts.compactMap { DatabaseMark(comment: $0) }.first {
      $0.kind == .existing && $0.place == place && $0.existing?.name == name
    }
    // A comment of somebody else's stays.
    let isFree = row["comment"] == nil || (mark != nil && DatabaseMark(comment: row["comment"]) == mark)
    return State(
      place: place, name: name, mark: mark, mayComment: row["owned"] == "t" && isFree, owner: row["owner"] ?? "",
      role: row["role"] ?? "", mayCreate: row["may_create"] == "t")
  }

  /// The first things in it that somebody made, as they are named; none where it is empty.
  func contents() async throws -> [String] {
    let schemas = try await names(ExistingStatements.schemas)
    let extensions = try await names(ExistingStatements.extensions)
    let objects = try await objects(schemas: schemas, extensions: extensions, besides: nil)
    let prepared = try await connection.query(Statements.preparedTransactions).rows.compactMap { $0["gid"] }
    let subscriptions = try await connection.query(Statements.subscriptions).rows.compactMap { $0["subname"] }
    return objects.map { "\($0.type) \($0.identity)" } + prepared.map { "prepared transaction \($0)" }
      + subscriptions.map { "subscription \($0)" }
      // Ours would be taken away with the mark.
      + schemas.filter { $0 == ExistingStatements.markSchema }.map { "schema \($0)" }
  }

  /// Does something while no other session looks whether the database is free, takes it or leaves it.
  func alone<Result: Sendable>(_ body: () async throws -> Result) async throws -> Result {
    let key = [String(ExistingStatements.claimClass)]
    while try await connection.query(ExistingStatements.takeClaim, key).firstValue != "t" {
      try await Task.sleep(for: .milliseconds(10))
    }
    let result: Swift.Result<Result, any Error>
    do { result = .success(try await body()) } catch { result = .failure(error) }
    _ = try? await connection.query(ExistingStatements.leaveClaim, key)
    return try result.get()
  }

  /// Marks it, which is empty, as one that may be filled and emptied from now on.
  func mark(_ mark: DatabaseMark, _ state: State) async throws {
    var mark = mark
    mark.existing = ExistingDetails(
      name: state.name, schemas: try await names(ExistingStatements.schemas),
      extensions: try await names(ExistingStatements.extensions),
      properties: try await DatabaseProperties.read(state.name, connection),
      schemaProperties: try await SchemaProperties.read(connection))
    try await write(mark, state)
  }

  /// Gives it another session's mark, in place of the one it has.
  func remark(_ mark: DatabaseMark, _ state: State) async throws {
    var mark = mark
    mark.existing = state.mark?.existing
    try await removeMark(state)
    try await write(mark, state)
  }

  private func write(_ mark: DatabaseMark, _ state: State) async throws {
    var mark = mark
    mark.place = state.place
    if state.mayComment {
      let quoted = try await connection.quoted(identifier: state.name)
      try await connection.execute(
        Statements.comment(quoted, try await connection.quoted(literal: try mark.comment())))
    } else {
      try await connection.execute(
        ExistingStatements.makeMark(try await connection.quoted(literal: try mark.comment())))
    }
  }

  /// Takes everything out of it but what was there when it was taken on, and gives it back its settings and privileges; the
  /// mark stays.
  ///
  /// - Throws: ``SessionError`` where something can't be taken out.
  func empty(_ state: State) async throws {
    guard let details = state.mark?.existing else { return }
    _ = try? await connection.query(ExistingStatements.endClients)
    await DropObstacles.remove(connection)
    let kept = state.mayComment ? nil : ExistingStatements.markSchema
    let schemas = details.schemas + (kept.map { [$0] } ?? [])
    var failure: PostgresError?
    // What goes first may take others with it, and may need others to be gone.
    for _ in 0..<5 {
      failure = nil
      let objects = try await objects(schemas: schemas, extensions: details.extensions, besides: kept)
      if objects.isEmpty { break }
      for object in objects {
        do {
          try await connection.execute(
            ExistingStatements.drop(type: object.type, identity: object.identity, oid: object.oid))
        } catch let error as PostgresError where error.code != .connectionLost {
          failure = error
        }
      }
    }
    if !state.mayComment {
      try await connection.execute("DROP TABLE IF EXISTS \(ExistingStatements.markSchema).migrations")
    }
    if let failure {
      throw SessionError(
        .databaseFailed,
        """
        the database \(state.name) can't be emptied: \(failure)
        Empty it by hand, or make another one.
        """)
    }
    try await details.schemaProperties?.restore(connection)
    try await restoreExtensions(details, state)
    try await details.properties?.restore(to: state.name, owner: state.owner, connection)
  }

  /// Makes those again that were there when it was taken on, and were dropped since.
  private func restoreExtensions(_ details: ExistingDetails, _ state: State) async throws {
    let present = Set(try await names(ExistingStatements.extensions))
    for name in details.extensions where !present.contains(name) {
      do {
        try await connection.execute("CREATE EXTENSION \(connection.quoted(identifier: name))")
      } catch let error as PostgresError where error.code != .connectionLost {
        throw SessionError(
          .databaseFailed,
          """
          the extension \(name), which the database \(state.name) had before, was dropped, and can't be made again: \
          \(error.message)
          """)
      }
    }
  }

  /// Takes the mark away: the database is the user's again, as it was.
  func removeMark(_ state: State) async throws {
    if state.mayComment {
      let quoted = try await connection.quoted(identifier: state.name)
      try await connection.execute(Statements.comment(quoted, "NULL"))
    } else {
      try await connection.execute("DROP SCHEMA IF EXISTS \(ExistingStatements.markSchema) CASCADE")
    }
  }

  private func objects(
    schemas: [String], extensions: [String], besides schema: String?
  ) async throws -> [(type: String, identity: String, oid: String)] {
    try await connection.query(
      ExistingStatements.objects, [TextArray.text(schemas), TextArray.text(extensions), schema]
    ).rows.compactMap { row in
      guard let type = row["type"], let identity = row["identity"], let oid = row["oid"] else { return nil }
      return (type, identity, oid)
    }
  }

  private func names(_ statement: String) async throws -> [String] {
    try await connection.query(statement).rows.compactMap { $0["name"] }
  }
}

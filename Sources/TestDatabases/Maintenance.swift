internal import LeaseProtocol
internal import LibPQ
internal import Supervision

/// A connection to the maintenance database, and what is done from there to other databases.
package struct Maintenance: Sendable {
  private let link: MaintenanceConnection
  let dsn: DSN
  /// Who owns the databases.
  let owner: String
  /// The server's system identifier; `nil` where it is kept from us.
  let server: String?
  /// The numbers of the databases that were created here: these are ours, whatever becomes of their marks.
  let created = Locked<Set<UInt32>>([])

  /// Connects.
  ///
  /// - Parameters:
  ///   - session: Whose connection this is, as its application name says.
  ///   - isServerThere: Whether it is worth while to connect again, once the server has broken the connection off.
  ///   - isOver: Whether that is not to be done any more.
  static func open(
    _ dsn: DSN, owner: String, session: SessionIdentifier,
    isServerThere: @escaping @Sendable () -> Bool = { false }, isOver: @escaping @Sendable () -> Bool = { false }
  ) async throws -> Maintenance {
    let named = dsn.replacing(["application_name": applicationName(session)])
    let link = try await MaintenanceConnection(named, isServerThere: isServerThere, isOver: isOver)
    return Maintenance(link: link, dsn: named, owner: owner, server: try await systemIdentifier(link.current()))
  }

  /// What tells a server from all others, as far as we may know it.
  static func systemIdentifier(_ connection: Connection) async throws -> String? {
    do {
      return try await connection.query(Statements.systemIdentifier).firstValue
    } catch let error as PostgresError where error.code == .statementFailed {
      // Some who run servers for others have taken the right to ask away.
      return nil
    }
  }

  var connection: Connection { get async throws { try await link.current() } }

  /// The name under which a session's own connections are seen in `pg_stat_activity`.
  static func applicationName(_ session: SessionIdentifier) -> String { applicationPrefix + session.description }

  static let applicationPrefix = "db-tool "

  func close() async { await link.close() }

  /// Whether the server still answers, or answers again.
  func answers() async -> Bool {
    for _ in 0..<2 where (try? await connection.query(Statements.nothing)) != nil { return true }
    return false
  }

  /// How often the server has broken off everything, as far as it is known once it answers.
  func losses() async throws -> Int {
    // The connection is the first to find out.
    if await !answers() { _ = try await connection.query(Statements.nothing) }
    return await link.losses
  }

  /// Says on the server that a session lives, until this connection ends.
  ///
  /// - Returns: False where another session has the same number.
  func takeLock(_ session: SessionIdentifier) async throws -> Bool { try await link.takeLock(session) }

  /// Whether a session lives.
  func lives(_ session: SessionIdentifier) async throws -> Bool {
    try await connection.query(
      Statements.sessionLives, [String(Statements.lockClass), String(session.rawValue)]
    ).firstValue != nil
  }

  /// Creates an empty database with our mark.
  ///
  /// - Parameter onCreation: Told its number as soon as it is there.
  func create(
    _ name: String, mark: DatabaseMark, onCreation: @Sendable (UInt32) async throws -> Void
  ) async throws {
    let quoted = try await connection.quoted(identifier: name)
    try await connection.execute(
      Statements.createDatabase(quoted, owner: try await connection.quoted(identifier: owner)))
    try await onCreation(noted(name))
    try await setMark(name, mark)
    try await connection.execute(Statements.connectionLimit(quoted, -1))
  }

  /// Creates a database with our mark from another one of ours, with all that belongs to it.
  ///
  /// - Parameter strategy: How the files are copied. `FILE_COPY` is faster, but forces a checkpoint of the whole
  ///   server: for servers of our own.
  func clone(
    _ name: String, of template: String, properties: DatabaseProperties, strategy: CloneStrategy, mark: DatabaseMark,
    onCreation: @Sendable (UInt32) async throws -> Void
  ) async throws {
    try await checkMayClone(template)
    let quoted = try await connection.quoted(identifier: name)
    try await connection.execute(
      Statements.clone(
        quoted, of: try await connection.quoted(identifier: template),
        owner: try await connection.quoted(identifier: owner), strategy: strategy.rawValue))
    try await onCreation(noted(name))
    try await setMark(name, mark)
    try await properties.apply(to: name, owner: owner, connection)
    try await connection.execute(Statements.connectionLimit(quoted, properties.connectionLimit))
  }

  /// Writes down that a database was created here.
  ///
  /// - Returns: Its number (oid), which it keeps as long as it is there.
  private func noted(_ name: String) async throws -> UInt32 {
    let number = try await number(of: name)
    created.withLock { _ = $0.insert(number) }
    return number
  }

  /// What of a database its clones don't get by themselves.
  func properties(of database: String) async throws -> DatabaseProperties {
    if let made = try await proof(database)?.mark?.template?.properties { return made }
    return try await DatabaseProperties.read(database, connection)
  }

  /// What belongs to the whole server.
  func clusterImage() async throws -> ClusterImage { try await ClusterImage.read(connection) }

  /// Gives a database of ours the name of another one of ours, if there is one, which gets a name that goes with its
  /// session; all of it or nothing.
  ///
  /// - Parameter departing: The name and the mark that the old one gets.
  func replace(
    _ old: DatabaseProof?, by database: String, name: String, mark: DatabaseMark,
    departing: (name: String, mark: DatabaseMark)
  ) async throws {
    let quoted = try await connection.quoted(identifier: name)
    var script = ["BEGIN"]
    if let old, old.isInvalid {
      try await drop(old)
    } else if let old {
      _ = try? await connection.query(Statements.endClients, [old.name])
      try await waitUntilUnused(old.name)
      let departed = try await connection.quoted(identifier: departing.name)
      let comment = try await comment(departing.mark, on: number(of: old.name))
      script += [Statements.rename(quoted, to: departed), Statements.comment(departed, comment)]
    }
    try await waitUntilUnused(database)
    let comment = try await comment(mark, on: number(of: database))
    script += [
      Statements.rename(try await connection.quoted(identifier: database), to: quoted),
      Statements.comment(quoted, comment), "COMMIT",
    ]
    do {
      try await connection.execute(script.joined(separator: ";\n"))
    } catch {
      if try await connection.isInTransaction { try await connection.execute("ROLLBACK") }
      throw error
    }
  }

  /// Gives a database of ours another name; its clients are ended.
  func rename(_ proof: DatabaseProof, to name: String) async throws {
    _ = try? await connection.query(Statements.endClients, [proof.name])
    try await waitUntilUnused(proof.name)
    try await connection.execute(
      Statements.rename(
        connection.quoted(identifier: proof.name), to: connection.quoted(identifier: name)))
  }

  /// Waits until the last client of a database, which may be closing its connection, has gone.
  func waitUntilUnused(_ name: String) async throws {
    try await wait(while: Statements.countClients, name, limit: .seconds(2))
  }

  /// The same for a database that sessions are connected to themselves.
  func waitUntilLeft(_ name: String) async throws {
    try await wait(while: ExistingStatements.countClients, name, limit: .seconds(2))
  }

  /// Whether there is a database of this name, whoever's.
  func exists(_ name: String) async throws -> Bool {
    try await !connection.query(Statements.databases, [name]).rows.isEmpty
  }

  /// Drops a database that is ours, whoever is connected to it.
  ///
  /// The clients are ended first and waited for: the server itself looks only ten times a second.
  func drop(_ proof: DatabaseProof) async throws {
    _ = try? await connection.query(Statements.endClients, [proof.name])
    try await wait(while: Statements.countClients, proof.name, limit: .seconds(1))
    let quoted = try await connection.quoted(identifier: proof.name)
    // Somebody may have dropped it meanwhile, and made another one of its name.
    guard try await number(of: proof.name) == proof.number else { return }
    var isForced = true
    for isLast in [false, false, false, true] {
      do {
        return _ = try await connection.execute(Statements.drop(quoted, isForced: isForced))
      } catch let error as PostgresError where error.sqlState == "42501" && isForced && !isLast {
        isForced = false
      } catch let error as PostgresError where error.sqlState == "42809" && !isLast {
        // A template. Not before: to alter a database whose DROP was interrupted costs the connection.
        guard try await noTemplate(quoted, proof) else { return }
      } catch let error as PostgresError where error.sqlState == "55006" && !isLast {
        // It has a subscription or a prepared transaction, which can be seen to from inside only.
        let inside = try await Connection.open(dsn.replacing(["dbname": proof.name]))
        await DropObstacles.remove(inside)
        await inside.close()
      }
    }
  }

  /// Makes a template a database that can be dropped.
  ///
  /// - Returns: False where somebody else has dropped it at the same moment.
  private func noTemplate(_ quoted: String, _ proof: DatabaseProof) async throws -> Bool {
    guard let mark = proof.mark else { return true }
    let script = Statements.noTemplate(quoted, mark: try await comment(mark, on: proof.number))
    do {
      try await connection.execute(script.joined(separator: ";\n"))
      return true
    } catch let error as PostgresError {
      if try await connection.isInTransaction { try await connection.execute("ROLLBACK") }
      if error.isMissingDatabase { return false }
      throw error
    }
  }

  /// Drops all databases of a session that are to go with it.
  ///
  /// - Parameter created: The numbers of those that are known to be the session's.
  func dropAll(of session: SessionIdentifier, created: Set<UInt32>) async throws {
    var failure: (any Error)?
    for row in try await connection.query(Statements.databases, [nil]).rows {
      guard
        let proof = DatabaseProof(row, owner: owner, server: server, created: created, session: session)
      else { continue }
      do {
        try await drop(proof)
      } catch {
        // The sweep of another session may have been faster.
        if (try? await exists(proof.name)) ?? true { failure = failure ?? error }
      }
    }
    if let failure { throw failure }
  }

  /// Ends the clients of earlier leases in databases that others have now.
  ///
  /// - Parameter leases: Those that each database belongs to; a later one may have it by now, but no earlier one.
  func endReturned(_ leases: [String: Set<LeaseToken>]) async throws -> [EndedConnection] {
    let entries = leases.flatMap { database, leases in leases.map { (database, $0.description) } }
    let rows = try await connection.query(
      Statements.endReturned,
      [LeaseToken.prefix, TextArray.text(entries.map(\.0)), TextArray.text(entries.map(\.1))]
    ).rows
    return rows.map(EndedConnection.init)
  }

  /// Ends what a session that died has under way.
  func endConnections(of session: SessionIdentifier) async throws {
    let name = Self.applicationName(session)
    _ = try await connection.query(Statements.endSession, [name])
    try await wait(while: Statements.countSession, name, limit: .seconds(2))
  }

  private func wait(while count: String, _ argument: String, limit: Duration) async throws {
    let deadline = ContinuousClock.now + limit
    while ContinuousClock.now < deadline {
      if try await connection.query(count, [argument]).firstValue == "0" { return }
      await uncancellableSleep(.milliseconds(2))
    }
  }
}

extension PostgresError {
  /// `invalid_catalog_name`: there is no such database, or no more; or one that is just being dropped, or was not to its end:
  /// `object_not_in_prerequisite_state`.
  var isMissingDatabase: Bool {
    sqlState == "3D000" || sqlState == "55000" && server?.message.contains("invalid database") == true
  }
}

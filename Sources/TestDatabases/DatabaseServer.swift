package import EmbeddedPostgres
package import LibPQ

/// The server that databases are made on: one of our own, or one that the user gave.
package struct DatabaseServer: Sendable {
  /// How it came about.
  package enum Origin: Sendable {
    case embedded(EmbeddedServer)
    case given
  }

  /// How it came about.
  package let origin: Origin
  /// Where this tool connects to create and drop databases.
  package let administrator: DSN
  /// The role that owns the databases, and that migrations, seeds and fixtures run as.
  package let ownerName: String
  /// The owner, without a database.
  let owner: DSN
  /// The role that tests connect as, without a database: the owner, unless they are to have another.
  var tests: DSN
  /// The server's version, such as `15.18`.
  package let version: String
  /// How clones are made: by copying files is faster, but forces a checkpoint of the whole server.
  let cloneStrategy: CloneStrategy

  /// Our own server.
  package init(_ embedded: EmbeddedServer) {
    self.init(
      origin: .embedded(embedded), administrator: embedded.superuser, owner: embedded.owner,
      version: embedded.version.description)
  }

  /// A server where the databases belong to another role than the one that makes them.
  init(origin: Origin, administrator: DSN, owner: DSN, version: String) {
    self.origin = origin
    cloneStrategy = if case .embedded = origin { .fileCopy } else { .log }
    self.administrator = administrator
    self.owner = owner
    tests = owner
    ownerName = owner["user"] ?? ""
    self.version = version
  }

  /// A given server, once it has let us in.
  ///
  /// - Parameters:
  ///   - text: A connection string in either of libpq's forms. Its database is the one we connect to; where
  ///     it names none, that is `postgres`.
  ///   - source: Where the string came from, such as `--dsn`, for messages.
  ///   - isExisting: Whether the string's own database is to be used, and no other made.
  /// - Throws: ``SessionError``.
  package static func given(
    _ text: String, source: String, isExisting: Bool = false
  ) async throws -> DatabaseServer {
    if let reason = reasonOfMisreading(text) {
      throw SessionError(
        .invalidDSN,
        """
        the connection string of \(source) can't be read: it has \(reason)
        Is one of these in its password? In a URL they are written as %2F, %3F and %23, and an '@' as %40.
        """)
    }
    var dsn: DSN
    do {
      dsn = try DSN(parsing: text)
    } catch {
      throw SessionError(
        .invalidDSN,
        """
        the connection string of \(source) can't be read: \(error)
        It is either a URL, postgres://user:password@host:5432/postgres, or host=… user=… dbname=…
        """)
    }
    if isExisting { try checkNamesDatabase(dsn, source) }
    if dsn["dbname"] == nil && dsn["service"] == nil { dsn = dsn.replacing(["dbname": "postgres"]) }
    do {
      let connection = try await Connection.open(dsn)
      let resolved = try await connection.resolved()
      if (dsn["host"] ?? resolved["host"])?.contains(",") == true {
        // Our databases are on this one of them, and clients that take the DSN apart want one.
        let address = try await connection.address()
        dsn = dsn.replacing(["host": address.host, "port": address.port, "hostaddr": nil])
      }
      guard let row = try await connection.query(Statements.whoAmI).rows.first, let role = row["role"] else {
        throw SessionError(.unreachable, "the server of \(source) does not say who we are")
      }
      if try await Pooler.sharesProcesses(connection, dsn) {
        throw SessionError(
          .unsuitableServer,
          """
          between this tool and the server of \(source) there is a pooler, such as PgBouncer, that hands out another server \
          process for each transaction: what a session holds on to would be lost
          Give the address of the server itself, or of a pool in session mode (pool_mode = session).
          """)
      }
      await connection.close()
      let version = row["version"].map { String($0.prefix { !$0.isWhitespace }) } ?? ""
      guard Int(row["number"] ?? "") ?? 0 >= ServerVersion.oldestSupported * 10_000 else {
        throw SessionError(
          .unsuitableServer,
          "the server of \(source) is PostgreSQL \(version); \(ServerVersion.oldestSupported) or later is needed")
      }
      guard isExisting || row["superuser"] == "t" || row["createdb"] == "t" else {
        throw SessionError(
          .mayNotCreateDatabases,
          """
          the role \(role) of \(source) may not create databases on this server
          A superuser can allow it:  ALTER ROLE \(try quotedForReading(role)) CREATEDB
          Or have it use one that exists and is empty: name that in \(source), and add --existing.
          Or leave \(source) away: without it, a server of this tool's own is started.
          """)
      }
      return DatabaseServer(given: dsn, resolved: resolved, role: role, version: version)
    } catch let error as PostgresError where ServerTrouble.areConnectionsUsedUp(error) {
      throw SessionError(
        .unreachable,
        """
        the server of \(source), \(dsn), lets no more clients in: \(error.message)
        End some of its connections, or raise its max_connections, or the role's or database's own CONNECTION LIMIT where that is \
        what it speaks of. Without \(source), a server of this tool's own is started.
        """)
    } catch let error as PostgresError {
      throw SessionError(
        .unreachable,
        """
        the server of \(source), \(dsn), can't be used: \(error.message)
        Is it running, and are host, port, user and password right? Without \(source), a server of this \
        tool's own is started.
        """)
    }
  }

  private static func checkNamesDatabase(_ dsn: DSN, _ source: String) throws {
    guard let name = dsn["dbname"], !["postgres", "template0", "template1"].contains(name) else {
      throw SessionError(
        .invalidDSN,
        """
        --existing uses the database that \(source) names, and that is \(dsn["dbname"].map { "'\($0)', the server's own" } ?? "none")
        Name an empty one that is there for this purpose: postgres://user:password@host:5432/my_tests
        """)
    }
  }

  /// What shows that a URL's user and password seem to go on where for libpq the host, the path or the options have begun.
  ///
  /// Then what it takes for the host, the port or the database is part of the password, and must not be shown.
  private static func reasonOfMisreading(_ text: String) -> String? {
    guard let start = text.firstRange(of: "://")?.upperBound else { return nil }
    let authority = text[start...].prefix { !"/?#".contains($0) }
    if authority.count(where: { $0 == "@" }) > 1 { return "more than one '@' before its host" }
    // A password without a '/' has its '@' before the first one; an '@' in options has one before it, too.
    return !authority.contains("@") && text[authority.endIndex...].contains("@")
      ? "an '@' behind a '/', '?' or '#'" : nil
  }

  private init(given dsn: DSN, resolved: DSN, role: String, version: String) {
    origin = .given
    cloneStrategy = .log
    administrator = dsn
    ownerName = role
    self.version = version
    // What the string left open is written out, since the tests' clients may not fill it in as libpq does.
    var completed: [String: String?] = [:]
    for keyword in ["host", "port", "user", "password"] where dsn[keyword] == nil {
      completed[keyword] = resolved[keyword]
    }
    for keyword in ["sslrootcert", "sslcert", "sslkey", "sslmode"] where dsn[keyword] == nil {
      let value = resolved[keyword]
      if value != "prefer" { completed[keyword] = value }
    }
    owner = dsn.replacing(completed)
    tests = owner
  }

  /// Whether the server is there, as far as can be seen without connecting to it.
  var isThere: Bool {
    switch origin {
    case .embedded(let embedded): EmbeddedServer.isRunning(clusterDirectory: embedded.directory)
    case .given: true
    }
  }

  /// Gives this process's hold on a server of our own back.
  package func release() {
    if case .embedded(let server) = origin { server.release() }
  }

  /// The connection string for a person who wants to look at a database: without any password.
  ///
  /// On our own server that is the superuser's, whom the server knows by his account.
  package func visitorsDSN(database: String) -> DSN {
    switch origin {
    case .embedded: administrator.replacing(["dbname": database])
    case .given: owner.replacing(["dbname": database, "password": nil])
    }
  }

  /// The DSN of a database, as the tests connect to it.
  package func dsn(database: String) -> DSN { tests.replacing(["dbname": database]) }

  /// The DSN of a database, as its owner's own programs connect to it.
  package func ownersDSN(database: String) -> DSN { owner.replacing(["dbname": database]) }

  /// The DSN of a database, as this tool connects to it in its owner's role.
  func ownerDSN(database: String, session: SessionIdentifier) -> DSN { toolDSN(owner, database, session) }

  /// The DSN of a database, as this tool connects to it in the tests' role.
  func testsDSN(database: String, session: SessionIdentifier) -> DSN { toolDSN(tests, database, session) }

  /// Our own server is reached by its socket, which is faster, and where nothing that libpq inherits can ask for encryption.
  private func toolDSN(_ role: DSN, _ database: String, _ session: SessionIdentifier) -> DSN {
    let named = role.replacing([
      "dbname": database, "application_name": Maintenance.applicationName(session),
    ])
    guard case .embedded(let server) = origin else { return named }
    return named.replacing(["host": server.socketDirectory, "channel_binding": "disable"])
  }

  /// The DSN of a database, as this tool connects to it with all the rights it has.
  func administratorDSN(database: String, session: SessionIdentifier) -> DSN {
    administrator.replacing(["dbname": database, "application_name": Maintenance.applicationName(session)])
  }

  /// The DSN of a database for tests that only read.
  ///
  /// On our own server that is a role which may do nothing else. On a given one, where no role can be counted
  /// on, it is the owner with a setting that refuses to write.
  func readerDSN(database: String) -> DSN {
    let dsn = owner.replacing(["dbname": database])
    guard case .embedded(let embedded) = origin else {
      let options = (dsn["options"].map { $0 + " " } ?? "") + "-c default_transaction_read_only=on"
      return dsn.replacing(["options": options])
    }
    return dsn.replacing(["user": embedded.readerName])
  }

  /// The socket's path, where the server has one on this machine.
  package var socketPath: String? {
    let directory: String?
    switch origin {
    case .embedded(let server): directory = server.socketDirectory
    case .given: directory = owner["host"].flatMap { $0.hasPrefix("/") ? $0 : nil }
    }
    return directory.map { "\($0)/.s.PGSQL.\(owner["port"] ?? "5432")" }
  }

  /// A role's name for a message: in double quotes where it needs them.
  private static func quotedForReading(_ role: String) throws -> String {
    let plain = role.utf8.allSatisfy { byte in
      (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) || byte == UInt8(ascii: "_")
        || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }
    if plain { return role }
    let doubled = role.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"")
    return "\"\(doubled)\""
  }
}

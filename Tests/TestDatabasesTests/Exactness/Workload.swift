import LibPQ

@testable import TestDatabases

/// What a test might do to its database: some dozen random things on a few connections.
///
/// What fails fails, as it does in tests. The same seed gives the same things in the same order.
struct Workload {
  private var generator: SeededGenerator
  private let owner: DSN
  private let superuser: DSN
  private var clients: [Client] = []
  /// What was done, to be read when something came out wrong.
  private(set) var log: [String] = []
  /// The connections that the test forgets to close.
  private(set) var forgotten: [Connection] = []
  /// Whether a superuser hid what he did from the counters, which nothing can prove.
  private(set) var isHidden = false
  /// Whether a client of this test comes back after the test.
  let comesBack: Bool

  /// A connection, and what the server calls it.
  private struct Client {
    let connection: Connection
    let process: String
    let isSuperuser: Bool
  }

  init(seed: UInt64, owner: DSN, superuser: DSN) {
    generator = SeededGenerator(seed: seed)
    // Clients wait for each other's locks here, and who should let go may never get its turn.
    self.owner = owner.replacing(["options": "-c lock_timeout=30ms"])
    self.superuser = superuser.replacing(["options": "-c lock_timeout=30ms"])
    comesBack = generator.happens(onceIn: 8)
    if comesBack { log.append("a client will come back") }
  }

  /// Does it all.
  mutating func run() async throws {
    for _ in 0..<generator.number(1...3) { try await connect() }
    for _ in 0..<generator.number(1...10) {
      let client = clients[generator.number(0...(clients.count - 1))]
      switch generator.number(0...19) {
      case 0...9: await run(statement(for: client), client)
      case 10...14: await transaction(client)
      case 15: await run(generator.pick(["BEGIN", "BEGIN ISOLATION LEVEL SERIALIZABLE"]), client)
      case 16: await run(generator.pick(["COMMIT", "ROLLBACK"]), client)
      case 17: try await kill(client)
      case 18: await together()
      default: try await connect()
      }
    }
    await leave()
  }

  /// One more client; one of five is a superuser.
  private mutating func connect() async throws {
    let isSuperuser = generator.happens(onceIn: 5)
    let connection = try await Connection.open(isSuperuser ? superuser : owner)
    let process = try await connection.query("SELECT pg_catalog.pg_backend_pid()").firstValue ?? "0"
    clients.append(Client(connection: connection, process: process, isSuperuser: isSuperuser))
    log.append("[\(process)] connected as \(isSuperuser ? "superuser" : "owner")")
  }

  private mutating func statement(for client: Client) -> String {
    let kind = generator.number(0...19)
    let statements =
      switch kind {
      case 0...11: WorkloadStatements.rows
      case 12...14: WorkloadStatements.sequences
      case 15...17: WorkloadStatements.sessions
      case 18: client.isSuperuser ? WorkloadStatements.superusers : WorkloadStatements.definitions
      default: WorkloadStatements.definitions
      }
    return WorkloadStatements.filled(generator.pick(statements), &generator)
  }

  private mutating func run(_ statement: String, _ client: Client) async {
    log.append("[\(client.process)] \(statement.prefix(400))")
    if statement.contains("track_counts = off") { isHidden = true }
    do {
      if let rows = WorkloadStatements.copiedRows(statement) {
        try await client.connection.copyIn(statement, Array(rows.utf8))
      } else {
        try await client.connection.execute(statement)
      }
    } catch {
      log.append("[\(client.process)]   failed: \(error)")
    }
  }

  /// A few statements, of which some may be taken back to a savepoint, and all may be given up.
  private mutating func transaction(_ client: Client) async {
    await run("BEGIN", client)
    for number in 0..<generator.number(1...4) {
      let isTakenBack = generator.happens(onceIn: 3)
      if isTakenBack { await run("SAVEPOINT s\(number)", client) }
      await run(statement(for: client), client)
      if isTakenBack { await run("ROLLBACK TO s\(number)", client) }
    }
    await run(generator.pick(["COMMIT", "COMMIT", "ROLLBACK"]), client)
  }

  /// Ends a client from outside, while it may be in a transaction.
  private mutating func kill(_ client: Client) async throws {
    if generator.happens(onceIn: 2) {
      await run("BEGIN", client)
      await run(statement(for: client), client)
    }
    log.append("[\(client.process)] is terminated")
    let killer = try await Connection.open(superuser)
    // One that was killed before may have left its number to a process of another test's.
    _ = try await killer.query(
      """
      SELECT pg_catalog.pg_terminate_backend(pid) FROM pg_catalog.pg_stat_activity
      WHERE pid = $1 AND datname = pg_catalog.current_database()
      """, [client.process])
    await killer.close()
    try await connect()
  }

  /// All clients at the same moment.
  private mutating func together() async {
    let statements = clients.map { ($0, statement(for: $0)) }
    if statements.contains(where: { $0.1.contains("track_counts = off") }) { isHidden = true }
    for (client, statement) in statements { log.append("[\(client.process)] at once: \(statement.prefix(400))") }
    await withTaskGroup { group in
      for (client, statement) in statements where WorkloadStatements.copiedRows(statement) == nil {
        group.addTask { _ = try? await client.connection.execute(statement) }
      }
    }
  }

  /// Closes the connections, but for some.
  private mutating func leave() async {
    for client in clients {
      if generator.happens(onceIn: 10) {
        log.append("[\(client.process)] is forgotten")
        forgotten.append(client.connection)
      } else {
        await client.connection.close()
      }
    }
  }
}

import LibPQ
import OwnTestServer
import Testing

@testable import TestDatabases

/// What a sweep takes and what it leaves. The databases are made by hand, as a run that died, a person, or
/// somebody's malice would make them.
@Suite("The sweep")
struct SweepTests {
  private let session = SessionIdentifier.random()
  private var name: String { DatabaseName.session(session, package: "swept") }

  private func mark(_ kind: DatabaseMark.Kind = .session) -> DatabaseMark {
    DatabaseMark(kind: kind, session: session, package: "swept", fingerprint: "")
  }

  private func create(_ name: String, options: String = "", mark: DatabaseMark? = nil) async throws {
    try await HandMadeDatabase.create(name, options: options)
    if let mark { try await HandMadeDatabase.mark(name, mark) }
  }

  /// Whether a database of this name is still there once a session began, which sweeps.
  private func survives(_ name: String) async throws -> Bool {
    try await OnServer.perform { run in
      _ = try await run.open()
      return try await OnServer.exists(name)
    }
  }

  private func drop(_ name: String) async throws {
    try await TestServer.administrate { connection in
      let quoted = try await connection.quoted(identifier: name)
      try await connection.execute("DROP DATABASE \(quoted)")
    }
  }

  @Test("drops the database of a session that died")
  func deadSession() async throws {
    try await create(name, mark: mark())
    #expect(try await !survives(name))
  }

  @Test("drops it also where it subscribes to another server, which keeps it from being dropped")
  func subscriber() async throws {
    try await create(name)
    try await TestServer.administrate(in: name) { connection in
      try await connection.execute(
        "CREATE SUBSCRIPTION s CONNECTION 'dbname=nowhere' PUBLICATION p WITH (connect = false)")
      try await connection.execute("ALTER DATABASE \(name) IS_TEMPLATE true")
    }
    // Now others may sweep it, too.
    try await HandMadeDatabase.mark(name, mark())
    #expect(try await !survives(name))
  }

  @Test("drops what died between CREATE DATABASE and its mark")
  func unmarked() async throws {
    try await create(name, options: "CONNECTION LIMIT \(DatabaseMark.unmarkedConnectionLimit)")
    #expect(try await !survives(name))
  }

  @Test("leaves the database of a session that lives")
  func livingSession() async throws {
    try await TestServer.administrate { connection in
      _ = try await connection.query(
        Statements.takeLock, [String(Statements.lockClass), String(session.lockKey)])
      try await create(name, mark: mark())
      #expect(try await survives(name))
    }
    #expect(try await !survives(name))
  }

  @Test("leaves a database whose name only looks like ours")
  func nameOnly() async throws {
    try await create(name)
    #expect(try await survives(name))
    try await drop(name)
  }

  @Test("leaves a database with our name that somebody has commented on")
  func foreignComment() async throws {
    try await create(name)
    try await HandMadeDatabase.comment(name, "mine, please keep")
    try await TestServer.administrate { connection in
      try await connection.execute(
        "ALTER DATABASE \(name) CONNECTION LIMIT \(DatabaseMark.unmarkedConnectionLimit)")
    }
    #expect(try await survives(name))
    try await drop(name)
  }

  @Test("leaves a database of another name, though our mark was copied to it")
  func copiedMark() async throws {
    let other = "precious_\(session)"
    try await create(other, mark: mark())
    #expect(try await survives(other))
    try await drop(other)
  }

  @Test("leaves a database that another role owns")
  func foreignOwner() async throws {
    let role = "somebody_\(session)"
    try await TestServer.administrate { try await $0.execute("CREATE ROLE \(role)") }
    let isMember = "GRANT \(role) TO CURRENT_USER"
    try await TestServer.administrate { try await $0.execute(isMember) }
    try await create(name, options: "OWNER \(role)", mark: mark())
    #expect(try await survives(name))
    try await drop(name)
    try await TestServer.administrate { try await $0.execute("DROP ROLE \(role)") }
  }

  @Test("leaves what was kept and what is long-lived", arguments: [DatabaseMark.Kind.kept, .longLived])
  func otherKinds(kind: DatabaseMark.Kind) async throws {
    try await create(name, mark: mark(kind))
    #expect(try await survives(name))
    try await drop(name)
  }

  @Test("gets rid of a database whose DROP was interrupted")
  func interruptedDrop() async throws {
    try await create(name, mark: mark())
    let isSuperuser = try await TestServer.administrate { connection in
      try await connection.query("SELECT rolsuper FROM pg_roles WHERE rolname = current_user").firstValue
        == "t"
    }
    guard isSuperuser else { return try await drop(name) }
    try await TestServer.administrate { connection in
      _ = try await connection.query("UPDATE pg_database SET datconnlimit = -2 WHERE datname = $1", [name])
    }
    #expect(try await !survives(name))
  }
}

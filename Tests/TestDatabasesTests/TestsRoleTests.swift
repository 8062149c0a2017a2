import LeaseProtocol
import LibPQ
import ProcessTestTools
import Testing

@testable import TestDatabases

/// Tests that connect as another role than the owner.
@Suite("Tests as another role")
struct TestsRoleTests {
  /// Rows of which the role sees its own, and a table that it may not touch.
  private static func migrations(for role: OtherRole) -> KeyValuePairs<String, String> {
    [
      "0001_note.sql": """
      CREATE TABLE note (id int GENERATED ALWAYS AS IDENTITY, author name DEFAULT current_user, body text);
      INSERT INTO note (author, body) VALUES ('somebody', 'private'), ($$\(role.name)$$, 'mine');
      ALTER TABLE note ENABLE ROW LEVEL SECURITY;
      CREATE POLICY own ON note TO \(role.quoted) USING (author = current_user);
      CREATE TABLE secret (n int);
      CREATE TABLE scratch (n int);
      GRANT SELECT, INSERT, UPDATE, DELETE ON note TO \(role.quoted);
      GRANT SELECT, INSERT, TRUNCATE ON scratch TO \(role.quoted);
      """
    ]
  }

  private func open<Result>(_ body: (Playground, OtherRole) async throws -> Result) async throws -> Result {
    try await OtherRole.with { role in
      try await Playground.open(Self.migrations(for: role), as: role) { try await body($0, role) }
    }
  }

  /// Does what is allowed and what is not.
  private func use(_ connection: Connection, as role: OtherRole) async throws {
    #expect(try await connection.query("SELECT current_user").firstValue == role.name)
    #expect(try await connection.query("SELECT string_agg(body, ',') FROM note").firstValue == "mine")
    #expect(try await connection.query("UPDATE note SET body = 'changed'").affectedRows == 1)
    try await connection.execute("INSERT INTO note (body) VALUES ('new')")
    for statement in [
      "INSERT INTO note (author) VALUES ('somebody')", "SELECT * FROM secret", "TRUNCATE note",
      "ALTER TABLE note DISABLE ROW LEVEL SECURITY", "CREATE TABLE mine (n int)",
    ] {
      let error = await #expect(throws: PostgresError.self) { try await connection.execute(statement) }
      #expect(error?.sqlState == "42501", "\(statement)")
    }
  }

  @Test("see what row security lets them, are refused what nobody granted, and leave nothing, by their own client")
  func client() async throws {
    try await open { playground, role in
      for _ in 1...2 {
        try await playground.expectUndone(.putBack) { member in
          let connection = try await Connection.open(playground.server.dsn(database: member.database))
          try await use(connection, as: role)
          await connection.close()
        }
      }
      #expect(playground.databases.statistics.discarded == [:])
    }
  }

  @Test("are the same by the connection on which the tool runs their statements")
  func visitor() async throws {
    try await open { playground, role in
      for _ in 1...2 {
        try await playground.expectUndone(.putBack) { try await use($0.visit(), as: role) }
      }
    }
  }

  @Test("are ended where they leave a connection open, and what it did is put back")
  func leak() async throws {
    try await open { playground, _ in
      var leaked: Connection?
      try await playground.expectUndone(.putBack) { member in
        let connection = try await Connection.open(playground.server.dsn(database: member.database))
        try await connection.execute("BEGIN; INSERT INTO note (body) VALUES ('left')")
        leaked = connection
      }
      await #expect(throws: PostgresError.self) { try await leaked?.query("SELECT 1") }
    }
  }

  @Test("find what fixtures did that they may not do themselves, and nothing of it the next time")
  func fixtures() async throws {
    let folder = try TemporaryFolder()
    let fixture = try folder.write("INSERT INTO secret VALUES (1); INSERT INTO scratch VALUES (1), (2)", to: "a.sql")
    try await open { playground, role in
      let desk = LeaseDesk(
        databases: playground.databases, register: LeaseRegister(), failed: .putBack, tell: { _ in })
      for (fixtures, secrets, rows) in [([fixture], "1", "2"), ([], "0", "0")] {
        try await withLease(desk, fixtures) { lease in
          let secret = try await Connection.open(
            playground.server.administrator.replacing(["dbname": lease.database]))
          #expect(try await secret.query("SELECT count(*) FROM secret").firstValue == secrets)
          await secret.close()
          #expect(lease.user == role.name)
          let sql = "SELECT current_user AS role, count(*) FROM scratch"
          let read = await desk.answer(.query(.init(lease: lease.token, sql: sql, parameters: [])), to: 1)
          #expect(read == .rows(.init(columns: ["role", "count"], rows: [[role.name, rows]], count: 1)))
        }
      }
      #expect(playground.databases.statistics.discarded == [:])
      await desk.close()
    }
  }

  @Test("may empty those tables that they were granted to empty")
  func truncate() async throws {
    try await open { playground, _ in
      let desk = LeaseDesk(
        databases: playground.databases, register: LeaseRegister(), failed: .putBack, tell: { _ in })
      try await withLease(desk, []) { lease in
        let emptied = await desk.answer(.truncate(.init(lease: lease.token, tables: ["scratch"])), to: 1)
        #expect(emptied == .done(.init()))
        let refused = await desk.answer(.truncate(.init(lease: lease.token, tables: ["secret"])), to: 1)
        #expect(refused.sqlState == "42501")
      }
      await desk.close()
    }
  }

  @Test("get no database where a fixture fails, and the next one gets a clean one")
  func brokenFixture() async throws {
    let folder = try TemporaryFolder()
    let fixture = try folder.write("INSERT INTO secret VALUES (1);\nSELECT nonsense", to: "a.sql")
    try await open { playground, _ in
      let desk = LeaseDesk(
        databases: playground.databases, register: LeaseRegister(), failed: .putBack, tell: { _ in })
      let take = LeaseRequest.Take(kind: .pooled, test: "fails", fixtures: [fixture])
      guard case .failure(let failure) = await desk.answer(.take(take), to: 1) else {
        Issue.record("a fixture failed, and there is a database")
        return
      }
      #expect(failure.message.contains("nonsense"))
      let next = try await playground.databases.take(.pooled, for: .testing)
      #expect(try await playground.differences(next) == [])
      await playground.databases.giveBack(next, .pooled, for: .testing)
      await desk.close()
    }
  }

  private func withLease(
    _ desk: LeaseDesk, _ fixtures: [String], _ body: (LeaseReply.Lease) async throws -> Void
  ) async throws {
    let take = LeaseRequest.Take(kind: .pooled, test: "reads", fixtures: fixtures)
    guard case .lease(let lease) = await desk.answer(.take(take), to: 1) else {
      Issue.record("there is no lease")
      return
    }
    try await body(lease)
    _ = await desk.answer(.release(.init(lease: lease.token, failed: false)), to: 1)
  }
}

extension LeaseReply.Outcome {
  /// Why the server refused what was asked for.
  fileprivate var sqlState: String? { if case .failure(let failure) = self { failure.sqlState } else { nil } }
}

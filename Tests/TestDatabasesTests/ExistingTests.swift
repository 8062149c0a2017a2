import LeaseProtocol
import LibPQ
import OwnTestServer
import ProcessTestTools
import Testing

@testable import TestDatabases

/// A run in a database that the user gave.
@Suite("A database that exists")
struct ExistingTests {
  /// Its name, which nobody else's has.
  let name = "given \"\(SessionIdentifier.random())"

  /// How a role may use a database: as its owner, with the right to create in it, or not.
  enum Right: CaseIterable {
    case owner, create, none

    static let allCases: [Right] = [.owner, .create]
  }

  /// Makes an empty database, lets a test use it, and drops it.
  func withDatabase(_ right: Right = .owner, _ body: (DSN) async throws -> Void) async throws {
    let owner = try TestServer.dsn()
    let role = owner["user"] ?? ""
    try await TestServer.administrate { connection in
      let quoted = try await connection.quoted(identifier: name)
      try await connection.execute("CREATE DATABASE \(quoted)\(right == .owner ? " OWNER \(role)" : "")")
      if right != .none { try await connection.execute("GRANT CREATE ON DATABASE \(quoted) TO \(role)") }
    }
    let dsn = owner.replacing(["dbname": name])
    let administrator = try await Connection.open(TestServer.administrator().replacing(["dbname": name]))
    try await administrator.execute("GRANT CREATE ON SCHEMA public TO \(role)")
    await administrator.close()
    do { try await body(dsn) } catch {
      try? await drop()
      throw error
    }
    try await drop()
  }

  private func drop() async throws {
    try await TestServer.administrate {
      try await $0.execute("DROP DATABASE \(try await $0.quoted(identifier: name)) WITH (FORCE)")
    }
  }

  func server(_ dsn: DSN) async throws -> DatabaseServer {
    try await DatabaseServer.given(dsn.url, source: "the tests", isExisting: true)
  }

  private static let migrations: KeyValuePairs = [
    "0001_a.sql": """
    CREATE TABLE a (n serial PRIMARY KEY, m text); INSERT INTO a (m) VALUES ('one');
    CREATE SCHEMA "Other ""schema"; CREATE TABLE "Other ""schema".b (n int REFERENCES a);
    CREATE VIEW v AS SELECT n FROM a; CREATE FUNCTION f(int) RETURNS int LANGUAGE sql AS 'SELECT $1';
    CREATE TYPE color AS ENUM ('red'); CREATE DOMAIN positive AS int CHECK (VALUE > 0);
    CREATE AGGREGATE total (int) (sfunc = int4pl, stype = int4);
    CREATE OPERATOR ### (leftarg = int, rightarg = int, function = int4pl);
    CREATE STATISTICS s ON n, m FROM a; CREATE COLLATION k FROM "C";
    CREATE TEXT SEARCH CONFIGURATION c (COPY = simple); SELECT lo_create(0)
    """
  ]

  /// Opens a session there, lets a test use it, and ends it.
  func session(
    _ dsn: DSN, _ body: @Sendable (Session, OnServer) async throws -> Void = { _, _ in }
  ) async throws {
    try await OnServer.perform(on: try await server(dsn)) { run in
      let session = try await Session.openExisting(
        on: run.server, package: "existing", contents: OnServer.contents(Self.migrations, seeds: [:]),
        watcher: run.watcher
      ) { _ in }
      do { try await body(session, run) } catch {
        await session.close()
        throw error
      }
      await session.close()
    }
  }

  /// Everything that somebody has made in it, and its comment.
  private func contents(_ dsn: DSN) async throws -> [String] {
    let connection = try await Connection.open(dsn)
    let existing = ExistingDatabase(connection: connection)
    let made = try await existing.contents()
    let comment = try await connection.query(ExistingStatements.itself).rows.first?["comment"]
    let schemas = try await connection.query(ExistingStatements.schemas).rows.compactMap { $0["name"] }
    await connection.close()
    return made + schemas.filter { $0 != "public" } + (comment.map { [$0] } ?? [])
  }

  @Test(
    "is filled for the run and empty again afterwards, also where the role may not comment on it",
    arguments: Right.allCases)
  func filledAndEmptied(right: Right) async throws {
    try await withDatabase(right) { dsn in
      for _ in 0..<2 {
        try await session(dsn) { session, run in
          let value = try await run.value("SELECT m FROM a", in: session.database)
          #expect(value == "one")
        }
        #expect(try await contents(dsn) == [])
      }
    }
  }

  @Test("is put back from test to test, whatever a test did to it", arguments: Right.allCases)
  func putBack(right: Right) async throws {
    try await withDatabase(right) { dsn in
      try await session(dsn) { session, run in
        let databases = SessionDatabases(workshop: session.workshop, limit: 16)
        for (number, sql) in ["INSERT INTO a (m) VALUES ('two')", "DROP TABLE a CASCADE", "SELECT 1"].enumerated() {
          let token = try #require(LeaseToken("\(number + 1)"))
          let member = try await databases.take(.pooled, for: token)
          #expect(member.database == session.database)
          let rows = try await run.value("SELECT string_agg(n || m, ',') FROM a", in: member.database)
          #expect(rows == "1one", "before \(sql)")
          try await member.visit(sql).execute(sql)
          await databases.giveBack(member, .pooled, for: .testing)
        }
        await databases.close()
      }
      #expect(try await contents(dsn) == [])
    }
  }

  @Test("has its own settings and privileges for the next test and at the end, whatever a test did to them")
  func properties() async throws {
    try await withDatabase { dsn in
      let administrator = try await Connection.open(TestServer.administrator())
      let quoted = try await administrator.quoted(identifier: name)
      let role = try await administrator.quoted(identifier: dsn["user"] ?? "")
      try await administrator.execute("ALTER DATABASE \(quoted) SET work_mem = '5MB'")
      try await administrator.execute("ALTER DATABASE \(quoted) SET search_path = public, \"a b\"")
      let before = try await DatabaseProperties.read(name, administrator)
      try #require(before.settings.count == 2)
      try await session(dsn) { session, run in
        let test = try await Connection.open(dsn)
        for statement in [
          "ALTER DATABASE \(quoted) SET work_mem = '6MB'", "ALTER DATABASE \(quoted) RESET search_path",
          "ALTER ROLE \(role) IN DATABASE \(quoted) SET lock_timeout = '1s'",
          "REVOKE CONNECT ON DATABASE \(quoted) FROM PUBLIC", "GRANT CREATE ON DATABASE \(quoted) TO PUBLIC",
          "ALTER DATABASE \(quoted) CONNECTION LIMIT 7",
        ] { try await test.execute(statement) }
        await test.close()
        try await session.refill()
        try await expectSame(before, administrator)
        try await administrator.execute("ALTER DATABASE \(quoted) SET work_mem = '7MB'")
      }
      try await expectSame(before, administrator)
      await administrator.close()
    }
  }

  /// That the database has these settings and privileges now, in whatever order.
  private func expectSame(_ before: DatabaseProperties, _ connection: Connection) async throws {
    let now = try await DatabaseProperties.read(name, connection)
    #expect(Set(now.settings) == Set(before.settings))
    #expect(now.privileges.map(Set.init) == before.privileges.map(Set.init))
    #expect(now.connectionLimit == before.connectionLimit)
  }

  @Test("is refused with what is to be granted where the role may create nothing in it")
  func noRight() async throws {
    try await withDatabase(.none) { dsn in
      let error = await #expect(throws: SessionError.self) { try await session(dsn) }
      #expect(error?.code == .mayNotCreateDatabases)
      #expect(error?.description.contains("GRANT CREATE ON DATABASE \"given") == true)
      let left = try await contents(dsn)
      #expect(left == [])
    }
  }

  @Test("is left as it is where there is anything in it")
  func notEmpty() async throws {
    try await withDatabase { dsn in
      let connection = try await Connection.open(dsn)
      try await connection.execute("CREATE TABLE mine (n int); INSERT INTO mine VALUES (7)")
      await #expect {
        try await session(dsn)
      } throws: { error in
        (error as? SessionError)?.code == .notOurs && "\(error)".contains("in it there is table public.mine")
      }
      #expect(try await connection.query("SELECT n FROM mine").firstValue == "7")
      await connection.close()
    }
  }

  @Test(
    "is left as it is where there is anything in it that has no schema",
    arguments: [
      ("SELECT lo_create(4711)", "large object 4711"), ("CREATE PUBLICATION p", "publication p"),
      ("CREATE FOREIGN DATA WRAPPER w", "foreign-data wrapper w"),
      ("CREATE SCHEMA swift_db_test", "schema swift_db_test"),
    ])
  func withoutSchema(sql: String, what: String) async throws {
    try await withDatabase { dsn in
      let administrator = try await Connection.open(TestServer.administrator().replacing(["dbname": name]))
      try await administrator.execute(sql)
      for _ in 0..<2 {
        await #expect {
          try await session(dsn)
        } throws: { error in
          (error as? SessionError)?.code == .notOurs && "\(error)".contains("in it there is \(what)")
        }
      }
      await administrator.close()
    }
  }

  @Test("is left as it is where the table with its mark is another role's", arguments: Right.allCases)
  func plantedMark(right: Right) async throws {
    try await withDatabase(right) { dsn in
      let connection = try await Connection.open(dsn)
      try await connection.execute("CREATE TABLE mine (n int)")
      var mark = DatabaseMark(kind: .existing, session: .random(), package: "x", fingerprint: "x")
      mark.place = try await HandMadeDatabase.place(name)
      mark.existing = ExistingDetails(
        name: name, schemas: ["public"], extensions: ["plpgsql"], properties: nil,
        schemaProperties: nil)
      let administrator = try await Connection.open(TestServer.administrator().replacing(["dbname": name]))
      let content = try await administrator.quoted(literal: try mark.comment())
      try await administrator.execute(ExistingStatements.makeMark(content))
      try await administrator.execute(
        "GRANT USAGE ON SCHEMA swift_db_test TO PUBLIC; GRANT ALL ON swift_db_test.mark TO PUBLIC")
      await administrator.close()
      await #expect(throws: SessionError.self) { try await session(dsn) }
      #expect(try await connection.query("SELECT to_regclass('mine') IS NOT NULL").firstValue == "t")
      await connection.close()
    }
  }

  @Test("is left as it is where its mark is a copy of another one's")
  func copiedMark() async throws {
    try await withDatabase { dsn in
      let connection = try await Connection.open(dsn)
      try await connection.execute("CREATE TABLE mine (n int)")
      var mark = DatabaseMark(kind: .existing, session: .random(), package: "x", fingerprint: "x")
      let place = try await HandMadeDatabase.place(name)
      // Of another database, of one that had the same name and number on another server, of one that has been renamed since.
      let copies = [
        (place.server, place.database + 1, name), ("1", place.database, name), (place.server, place.database, "x"),
      ]
      for (server, number, named) in copies {
        mark.existing = ExistingDetails(
          name: named, schemas: ["public"], extensions: ["plpgsql"], properties: nil,
          schemaProperties: nil)
        try await HandMadeDatabase.mark(name, mark, place: DatabaseMark.Place(server: server, database: number))
        await #expect(throws: SessionError.self) { try await session(dsn) }
        #expect(try await connection.query("SELECT to_regclass('mine') IS NOT NULL").firstValue == "t")
      }
      await connection.close()
    }
  }

  @Test("is not emptied under a run whose connection was cut, which says again that it lives")
  func cutConnection() async throws {
    try await withDatabase { dsn in
      try await session(dsn) { first, run in
        try await TestServer.administrate {
          _ = try await $0.query(Statements.endSession, [Maintenance.applicationName(first.identifier)])
        }
        let second = Task { try await session(dsn) }
        try await eventually("the first one lives") {
          (try? await first.maintenance.lives(first.identifier)) == true
        }
        let rows = try await run.value("SELECT m FROM a", in: first.database)
        #expect(rows == "one")
        second.cancel()
        _ = try? await second.value
        let after = try await run.value("SELECT m FROM a", in: first.database)
        #expect(after == "one")
      }
    }
  }

  @Test("is emptied first where a run died in it", arguments: Right.allCases)
  func afterDeath(right: Right) async throws {
    try await withDatabase(right) { dsn in
      let connection = try await Connection.open(dsn)
      let existing = ExistingDatabase(connection: connection)
      try await existing.mark(
        DatabaseMark(kind: .existing, session: .random(), package: "x", fingerprint: "x"), try await existing.state())
      try await connection.execute("CREATE TABLE a (n int); CREATE TABLE c (n int)")
      await connection.close()
      try await session(dsn) { session, run in
        let left = try await run.value("SELECT to_regclass('c') IS NULL", in: session.database)
        #expect(left == "t")
      }
      #expect(try await contents(dsn) == [])
    }
  }

  @Test("is waited for while another run uses it")
  func together() async throws {
    try await withDatabase { dsn in
      try await withThrowingTaskGroup(of: Void.self) { group in
        for _ in 0..<3 {
          group.addTask {
            try await session(dsn) { session, run in
              let rows = try await run.value("INSERT INTO a (m) VALUES ('x') RETURNING n", in: session.database)
              #expect(rows == "2")
            }
          }
        }
        try await group.waitForAll()
      }
      #expect(try await contents(dsn) == [])
    }
  }

  @Test("has to be named, and can't be one of the server's own", arguments: ["postgres", "template1", nil])
  func names(database: String?) async throws {
    let dsn = try TestServer.dsn().replacing(["dbname": database])
    await #expect {
      _ = try await server(dsn)
    } throws: { error in
      (error as? SessionError)?.code == .invalidDSN
    }
  }
}

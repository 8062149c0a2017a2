import LeaseProtocol
import LibPQ
import MigrationRunner
import OwnTestServer
import Testing

@testable import TestDatabases

/// What a server keeps for the next session. Each test has contents of its own, so that none meets another's templates.
@Suite("Templates")
struct TemplateTests {
  /// A table whose name nobody else has.
  private let table = "t\(SessionIdentifier.random())"

  /// What a session says, in order.
  private final class Told: Sendable {
    private let events = Locked<[Session.TemplateEvent]>([])
    private let files = Locked<[String]>([])

    var template: [Session.TemplateEvent] { events.withLock { $0 } }
    var ran: [String] { files.withLock { $0 } }

    func hear(_ event: Session.Event) {
      switch event {
      case .template(let event): events.withLock { $0.append(event) }
      case .running(let progress): files.withLock { $0.append(String(progress.file.split(separator: "/").last ?? "")) }
      default: break
      }
    }
  }

  /// Opens a session, looks at its database, and ends it.
  @discardableResult
  private func session(
    _ migrations: KeyValuePairs<String, String>, seeds: KeyValuePairs<String, String> = [:], limit: Int = 100,
    isFresh: Bool = false, testsRole: String? = nil, _ body: (Session, OnServer) async throws -> Void = { _, _ in }
  ) async throws -> (template: [Session.TemplateEvent], ran: [String]) {
    let told = Told()
    try await OnServer.performWithPlainOwner(testsRole: testsRole) { run in
      let session = try await run.open(
        migrations, seeds: seeds, templates: .kept(limit: limit, isFresh: isFresh), report: told.hear)
      do { try await body(session, run) } catch {
        await session.close()
        throw error
      }
      await session.close()
    }
    return (told.template, told.ran)
  }

  /// Removes the templates that a test has made.
  private func removeTemplates() async throws {
    let server = try await DatabaseServer.given(TestServer.administrator().url, source: "the tests")
    let owner = try TestServer.dsn().replacing(["dbname": nil])
    let databases = DatabaseServer(
      origin: .given, administrator: server.administrator, owner: owner, version: server.version)
    let its = try await Templates.list(on: databases).map(\.template).filter {
      $0.details.lastMigration.contains(table)
    }
    _ = try await Templates.remove(its.map(\.name), on: databases)
  }

  private func withTemplates(_ body: () async throws -> Void) async throws {
    do { try await body() } catch {
      try? await removeTemplates()
      throw error
    }
    try await removeTemplates()
  }

  private func first(_ columns: String = "n int") -> String { "CREATE TABLE \(table) (\(columns))" }

  @Test("Unchanged migrations and seeds are never run again, and the clone has all of them")
  func unchanged() async throws {
    try await withTemplates {
      let migrations: KeyValuePairs = ["1_\(table).sql": first(), "2_\(table).sql": "INSERT INTO \(table) VALUES (1)"]
      let seeds: KeyValuePairs = ["a.sql": "INSERT INTO \(table) VALUES (2)"]
      let one = try await session(migrations, seeds: seeds)
      #expect(one.template == [.building(kept: 0)])
      #expect(one.ran == ["1_\(table).sql", "2_\(table).sql", "a.sql"])
      let two = try await session(migrations, seeds: seeds) { session, run in
        let sum = try await run.value("SELECT sum(n) FROM \(table)", in: session.database)
        #expect(sum == "3")
      }
      #expect(two.template == [.found])
      #expect(two.ran == [])
    }
  }

  @Test("Where tests run as another role, migrations that may grant it something are run again")
  func testsRole() async throws {
    let role = "\(table)_role"
    try await TestServer.administrate { try await $0.execute("CREATE ROLE \(role)") }
    do {
      try await withTemplates {
        let migrations: KeyValuePairs = ["1_\(table).sql": first()]
        try await session(migrations)
        let other = try await session(migrations, testsRole: role)
        #expect(other.template == [.building(kept: 0)])
        #expect(try await session(migrations, testsRole: role).template == [.found])
        #expect(try await session(migrations).template == [.found])
      }
    } catch {
      try await TestServer.administrate { try await $0.execute("DROP ROLE \(role)") }
      throw error
    }
    try await TestServer.administrate { try await $0.execute("DROP ROLE \(role)") }
  }

  @Test("An appended migration is run on what was there, and seeds after it")
  func appended() async throws {
    try await withTemplates {
      let seeds: KeyValuePairs = ["a.sql": "INSERT INTO \(table) SELECT count(*) FROM \(table)"]
      try await session(["1_\(table).sql": first()], seeds: seeds)
      let more: KeyValuePairs = [
        "1_\(table).sql": first(), "2_\(table).sql": "INSERT INTO \(table) VALUES (7), (8)",
      ]
      let appended = try await session(more, seeds: seeds) { session, run in
        let rows = try await run.value("SELECT string_agg(n::text, ',' ORDER BY n) FROM \(table)", in: session.database)
        #expect(rows == "2,7,8")
      }
      #expect(appended.template == [.building(kept: 1)])
      #expect(appended.ran == ["2_\(table).sql", "a.sql"])
    }
  }

  @Test("What was edited, renamed or taken away is built anew from there, and a seed alone on all migrations")
  func edited() async throws {
    try await withTemplates {
      let one: KeyValuePairs = ["1_\(table).sql": first(), "2_\(table).sql": "INSERT INTO \(table) VALUES (1)"]
      try await session(one)
      try await session(["1_\(table).sql": first()])
      let edited = try await session(["1_\(table).sql": first(), "2_\(table).sql": "INSERT INTO \(table) VALUES (2)"])
      #expect(edited.template == [.building(kept: 1)])
      #expect(edited.ran == ["2_\(table).sql"])
      let renamed = try await session([
        "1_\(table)_b.sql": first(), "2_\(table).sql": "INSERT INTO \(table) VALUES (2)",
      ])
      #expect(renamed.template == [.building(kept: 0)])
      let earlier = try await session(["1_\(table).sql": first()])
      #expect(earlier.template == [.found])
      let seeded = try await session(one, seeds: ["a.sql": "INSERT INTO \(table) VALUES (9)"])
      #expect(seeded.template == [.building(kept: 2)])
      #expect(seeded.ran == ["a.sql"])
    }
  }

  @Test("--fresh runs everything again and keeps what comes out")
  func fresh() async throws {
    try await withTemplates {
      let migrations: KeyValuePairs = [
        "1_\(table).sql": first("n float8 DEFAULT random()"), "2_\(table).sql": "INSERT INTO \(table) DEFAULT VALUES",
      ]
      func value(isFresh: Bool = false) async throws -> String? {
        let value = Locked<String?>(nil)
        try await session(migrations, isFresh: isFresh) { session, run in
          let found = try await run.value("SELECT n FROM \(table)", in: session.database)
          value.withLock { $0 = found }
        }
        return value.withLock { $0 }
      }
      let first = try await value()
      #expect(try await value() == first)
      let second = try await value(isFresh: true)
      #expect(second != first)
      #expect(try await value() == second)
    }
  }

  @Test("A broken migration leaves no template, and what was built before it is used once it is mended")
  func broken() async throws {
    try await withTemplates {
      try await session(["1_\(table).sql": first()])
      await #expect(throws: (any Error).self) {
        try await session(["1_\(table).sql": first(), "2_\(table).sql": "SELECT 1/0"])
      }
      let mended = try await session(["1_\(table).sql": first(), "2_\(table).sql": "SELECT 1"])
      #expect(mended.template == [.building(kept: 1)])
    }
  }

  @Test("Many that want the same one at the same time build it once")
  func together() async throws {
    try await withTemplates {
      let migrations: KeyValuePairs = ["1_\(table).sql": first(), "2_\(table).sql": "SELECT pg_sleep(0.5)"]
      let told = try await withThrowingTaskGroup(of: [Session.TemplateEvent].self) { group in
        for _ in 0..<6 { group.addTask { try await session(migrations).template } }
        return try await group.reduce(into: []) { $0.append($1) }
      }
      #expect(told.count { $0.contains(.building(kept: 0)) } == 1)
      #expect(
        told.allSatisfy { $0.last == .found || $0 == [.building(kept: 0)] || $0 == [.awaited, .building(kept: 0)] })
    }
  }

  @Test("Nobody can connect to a template, and its clones have what TEMPLATE does not copy")
  func properties() async throws {
    try await withTemplates {
      let migration = """
        \(first());
        DO $do$ BEGIN
          EXECUTE format('ALTER DATABASE %I SET search_path = pg_catalog, public', current_database());
          EXECUTE format('ALTER ROLE CURRENT_USER IN DATABASE %I SET work_mem = ''5MB''', current_database());
          EXECUTE format('ALTER DATABASE %I CONNECTION LIMIT 77', current_database());
          EXECUTE format('REVOKE CONNECT ON DATABASE %I FROM PUBLIC', current_database());
        END $do$
        """
      for _ in 0..<2 {
        try await session(["1_\(table).sql": migration]) { session, run in
          let memory = try await run.value("SHOW work_mem", in: session.database)
          let path = try await run.value("SHOW search_path", in: session.database)
          #expect([memory, path] == ["5MB", "pg_catalog, public"])
          let row = """
            SELECT concat_ws(' ', datconnlimit, pg_get_userbyid(datdba) = current_user,
              has_database_privilege('public', oid, 'CONNECT'))
            FROM pg_database WHERE datname = current_database()
            """
          let itself = try await run.value(row, in: session.database)
          #expect(itself == "77 t f")
          await #expect(throws: PostgresError.self) { try await run.value("SELECT 1", in: session.template) }
        }
      }
    }
  }
}

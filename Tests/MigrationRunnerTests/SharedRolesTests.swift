import LibPQ
import MigrationRunner
import OwnTestServer
import ProcessTestTools
import Testing

/// What comes of the roles of a migration, which other databases of the server have, too.
///
/// Each test has two databases, for which there are turns: several at once might wait for each other.
@Suite("Roles that other databases of the server need", .serialized)
struct SharedRolesTests {
  private let role = "shared_\(UInt64.random(in: 0 ..< .max))"

  /// Lets a test use a database of a superuser's, and another one, and drops the role afterwards.
  private func inTwoDatabases(_ body: (Migrating, Migrating) async throws -> Void) async throws {
    let outcome: Result<Void, any Error>
    do {
      try await Migrating.inNewDatabase(owner: TestServer.administrator()) { first in
        try await Migrating.inNewDatabase(owner: TestServer.administrator()) { try await body(first, $0) }
      }
      outcome = .success(())
    } catch { outcome = .failure(error) }
    try await TestServer.administrate { try await $0.execute("DROP ROLE IF EXISTS \(role)") }
    try outcome.get()
  }

  private func up(_ database: Migrating, _ roles: SharedRoles?, _ files: KeyValuePairs<String, String>) async throws {
    _ = try await MigrationRunner(connection: database.connection, roles: roles).up(Migrating.plan(files))
  }

  /// What the error says that applying these files ends with.
  private func failure(
    _ database: Migrating, _ roles: SharedRoles?, _ files: KeyValuePairs<String, String>
  ) async throws -> String? {
    do {
      try await up(database, roles, files)
      return nil
    } catch let error as MigrationError { return error.description }
  }

  /// The role in a few words.
  private func likeness(_ database: Migrating) async throws -> String? {
    try await database.value(
      """
      SELECT concat_ws(' ', rolcanlogin, rolcreatedb, rolinherit, rolconnlimit, coalesce(rolvaliduntil < 'infinity', false),
        pg_has_role('\(role)', 'pg_monitor', 'MEMBER'), EXISTS (
          SELECT FROM pg_authid WHERE rolname = '\(role)' AND rolpassword IS NOT NULL))
      FROM pg_roles WHERE rolname = '\(role)'
      """)
  }

  @Test(
    "are made what the next migration that makes them says, in a file that is one transaction or none",
    arguments: ["", "BEGIN;", "-- no-transaction\n"])
  func made(beginning: String) async throws {
    try await inTwoDatabases { first, second in
      let end = beginning == "BEGIN;" ? "; COMMIT" : ""
      func file(_ options: String) -> KeyValuePairs<String, String> {
        [
          "1_a.sql":
            "\(beginning)CREATE TABLE a (n int); CREATE ROLE \(role) \(options); GRANT SELECT ON a TO \(role)\(end)"
        ]
      }
      try await up(first, SharedRoles(.alter), file("LOGIN CREATEDB VALID UNTIL '2030-01-01'"))
      #expect(try await likeness(first) == "t t t -1 t f f")
      try await up(
        second, SharedRoles(.alter), file("WITH NOINHERIT PASSWORD 'x' CONNECTION LIMIT 3 IN ROLE pg_monitor"))
      #expect(try await likeness(second) == "f f f 3 f t t")
      #expect(try await second.value("SELECT has_table_privilege('\(role)', 'a', 'SELECT')") == "t")
    }
  }

  @Test(
    "are taken where they are as the migration would make them, where they may not be altered, and refused otherwise")
  func looked() async throws {
    try await inTwoDatabases { first, second in
      let plain: KeyValuePairs = ["1_a.sql": "CREATE USER \(role)"]
      try await up(first, nil, plain)
      #expect(try await failure(second, nil, plain)?.contains("already exists") == true)
      for other in [
        "CREATE ROLE \(role)", "CREATE USER \(role) PASSWORD 'x'", "CREATE USER \(role) IN ROLE pg_monitor",
      ] {
        let text = try await failure(second, SharedRoles(.look), ["1_a.sql": other]) ?? ""
        #expect(text.hasPrefix("Migrations/1_a.sql:1:1: error: role \"\(role)\" already exists"), "\(text)")
      }
      #expect(try await likeness(first) == "t f t -1 f f f")
      #expect(
        try await failure(second, SharedRoles(.look, fixed: .init(refused: [role])), plain)?.contains("already exists")
          == true)
      try await up(
        second, SharedRoles(.look, fixed: .init(kept: [role])), ["1_a.sql": "CREATE ROLE \(role) PASSWORD 'x' CREATEDB"]
      )
      #expect(try await likeness(first) == "t f t -1 f f f")
      #expect(try await failure(first, SharedRoles(.look), ["1_a.sql": "CREATE USER \(role)"]) == nil)
    }
  }

  @Test("are still refused where the same migrations make them twice, and not where they drop them in between")
  func twice() async throws {
    try await inTwoDatabases { first, second in
      let error = try await failure(
        first, SharedRoles(.alter), ["1_a.sql": "CREATE ROLE \(role)", "2_b.sql": "SELECT 1;\nCREATE ROLE \(role)"])
      #expect(error?.hasPrefix("Migrations/2_b.sql:2:1: error: role \"\(role)\" already exists") == true)
      let known = SharedRoles(.alter, made: [role])
      #expect(try await failure(second, known, ["1_a.sql": "CREATE ROLE \(role)"])?.contains("already exists") == true)
      try await up(
        second, SharedRoles(.alter),
        [
          "1_a.sql": "CREATE ROLE \(role); CREATE TABLE a (); GRANT SELECT ON a TO \(role)",
          "2_b.sql": "DROP TABLE a; DROP ROLE \(role)", "3_c.sql": "CREATE ROLE \(role) LOGIN",
        ])
      #expect(try await likeness(second) == "t f t -1 f f f")
    }
  }

  @Test("stay when they are dropped, while nothing in the migrations' own database needs them")
  func dropped() async throws {
    try await inTwoDatabases { first, second in
      let files: KeyValuePairs = [
        "1_a.up.sql": "CREATE ROLE \(role); CREATE TABLE a (); GRANT SELECT ON a TO \(role)",
        "1_a.down.sql": "DROP TABLE a;\nDROP ROLE IF EXISTS \(role), \(role)_of_nobody",
      ]
      try await up(first, SharedRoles(.alter), files)
      let roles = SharedRoles(.alter)
      for _ in 0..<2 {
        let runner = MigrationRunner(connection: second.connection, roles: roles)
        _ = try await runner.up(Migrating.plan(files))
        _ = try await runner.down(Migrating.plan(files))
        #expect(try await likeness(first) != nil)
      }
      // Here, too, somebody needs it.
      let needed = try await failure(
        second, roles,
        ["1_a.sql": "CREATE ROLE \(role); CREATE TABLE a (); GRANT SELECT ON a TO \(role);\nDROP ROLE \(role)"])
      #expect(needed?.hasPrefix("Migrations/1_a.sql:2:1: error: role \"\(role)\" cannot be dropped") == true)
      let alone = MigrationRunner(connection: first.connection, roles: SharedRoles(.alter))
      _ = try await alone.down(Migrating.plan(files))
      #expect(try await likeness(first) == nil)
    }
  }

  @Test(
    "stay where they are not the migrations' to alter: on somebody's server, where tests connect as them here or in other runs",
    arguments: Owner.allCases)
  func spared(owner: Owner) async throws {
    try await inTwoDatabases { first, second in
      try await first.connection.execute(
        "CREATE ROLE \(role) CREATEDB PASSWORD 'x'; COMMENT ON ROLE \(role) IS 'of tests'")
      let roles =
        switch owner {
        case .user: SharedRoles(.look)
        case .tests: SharedRoles(.alter, fixed: .init(kept: [role]))
        case .otherTests: SharedRoles(.alter, fixed: .init(comment: "of tests"))
        }
      let files: KeyValuePairs = [
        "1_a.up.sql":
          "CREATE ROLE \(role)\(owner == .user ? " CREATEDB" : " LOGIN IN ROLE pg_monitor"); CREATE TABLE a ()",
        "1_a.down.sql": "DROP TABLE a; DROP ROLE \(role)",
      ]
      for _ in 0..<2 {
        let runner = MigrationRunner(connection: second.connection, roles: roles)
        _ = try await runner.up(Migrating.plan(files))
        _ = try await runner.down(Migrating.plan(files))
      }
      #expect(try await likeness(second) == "f t t -1 f \(owner == .user ? "f" : "t") t")
      let failures = [
        "CREATE TABLE a (); GRANT SELECT ON a TO \(role); DROP ROLE \(role)": "cannot be dropped because some objects",
        "DROP ROLE \(role), \(role)_of_nobody": "role \"\(role)_of_nobody\" does not exist",
      ]
      for (text, message) in failures {
        let error = try await failure(second, roles, ["1_a.sql": text])
        #expect(error?.contains(message) == true, "\(error ?? "")")
      }
    }
  }

  enum Owner: CaseIterable { case user, tests, otherTests }

  @Test("go where migrations on somebody's server drop what they have made")
  func ownOnAGivenServer() async throws {
    try await inTwoDatabases { first, second in
      try await up(
        second, SharedRoles(.look), ["1_a.sql": "CREATE ROLE \(role)", "2_b.sql": "DROP ROLE \(role); SELECT 1"])
      #expect(try await likeness(first) == nil)
      // One that is there, too, where they do not take it for what they make.
      try await first.connection.execute("CREATE ROLE \(role)")
      let runner = MigrationRunner(connection: first.connection, roles: SharedRoles(.look))
      _ = try await runner.run(
        Migrating.seeds(["1_a.sql": "DROP ROLE IF EXISTS \(role); CREATE ROLE \(role) PASSWORD 'x'"]))
      #expect(try await likeness(first) == "f f t -1 f f t")
      _ = try await runner.run(Migrating.seeds(["1_a.sql": "DROP ROLE \(role)"]))
      #expect(try await likeness(first) == nil)
    }
  }

  @Test("are taken from whoever is making them at this moment")
  func firstOfTwo() async throws {
    try await inTwoDatabases { first, second in
      let waits = """
        CREATE ROLE \(role);
        DO $$ BEGIN
          FOR i IN 1..3000 LOOP
            EXIT WHEN EXISTS (SELECT FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE '%\(role) LOGIN%');
            PERFORM pg_sleep(0.01);
          END LOOP;
        END $$
        """
      async let slow: Void = up(first, SharedRoles(.alter), ["1_a.sql": waits])
      try await eventually("it waits") {
        try await second.value(
          "SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'PgSleep' AND query LIKE '%\(role) LOGIN%'") == "1"
      }
      try await up(second, SharedRoles(.alter), ["1_a.sql": "CREATE ROLE \(role) LOGIN"])
      try await slow
      #expect(try await likeness(first) == "t f t -1 f f f")
    }
  }

  @Test("may be made by several at once")
  func atOnce() async throws {
    try await inTwoDatabases { first, second in
      try await up(first, SharedRoles(.alter), ["1_a.sql": "CREATE ROLE \(role)"])
      try await withThrowingTaskGroup(of: Void.self) { group in
        for database in [first, second] {
          group.addTask {
            for number in 2...20 {
              _ = try await MigrationRunner(connection: database.connection, roles: SharedRoles(.alter)).run(
                Migrating.seeds(["\(number)_a.sql": "CREATE ROLE \(role) PASSWORD 'x\(number)'"]))
            }
          }
        }
        try await group.waitForAll()
      }
    }
  }
}

import Foundation
import LibPQ
import OwnTestServer
import Testing

@testable import TestDatabases

extension ExistingTests {
  @Test(
    "has its own schemas, their owners, comments and privileges, and default privileges, whatever a test did to them",
    arguments: [
      ["DROP SCHEMA public CASCADE"], ["DROP SCHEMA public CASCADE", "CREATE SCHEMA public"],
      ["ALTER SCHEMA public OWNER TO CURRENT_USER"], ["COMMENT ON SCHEMA public IS 'mine'"],
      ["COMMENT ON SCHEMA public IS NULL", "REVOKE USAGE ON SCHEMA public FROM PUBLIC"],
      ["GRANT CREATE ON SCHEMA public TO PUBLIC"], ["REVOKE ALL ON SCHEMA public FROM PUBLIC CASCADE"],
      ["ALTER SCHEMA public RENAME TO other"],
      ["ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO PUBLIC"],
      ["ALTER DEFAULT PRIVILEGES REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC"],
      ["ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT ALL ON SEQUENCES TO PUBLIC", "DROP SCHEMA public CASCADE"],
      ["ALTER DEFAULT PRIVILEGES REVOKE USAGE ON TYPES FROM PUBLIC"],
      ["ALTER DEFAULT PRIVILEGES IN SCHEMA public REVOKE ALL ON TABLES FROM PUBLIC"],
      ["CREATE SCHEMA new", "ALTER DEFAULT PRIVILEGES IN SCHEMA new GRANT SELECT ON TABLES TO PUBLIC"],
    ])
  func schemas(statements: [String]) async throws {
    try await withDatabase { dsn in
      let owner = try await Connection.open(dsn)
      // It has some of its own.
      try await owner.execute(
        """
        COMMENT ON SCHEMA public IS 'the user''s';
        ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT ON TABLES TO PUBLIC;
        ALTER DEFAULT PRIVILEGES REVOKE USAGE ON TYPES FROM PUBLIC
        """)
      await owner.close()
      let before = try await properties(dsn)
      try #require(before.defaults.count == 2)
      try await session(dsn) { session, _ in
        for isLast in [false, true] {
          let test = try await Connection.open(dsn)
          for statement in statements { try await test.execute(statement) }
          await test.close()
          if isLast { break }
          try await session.refill()
          let now = try await properties(dsn)
          #expect(now.defaults == before.defaults)
          // The migrations have made others.
          #expect(now.schemas.filter { schema in before.schemas.contains { $0.name == schema.name } } == before.schemas)
          #expect(!now.schemas.contains { $0.name == "other" || $0.name == "new" })
        }
      }
      #expect(try await properties(dsn) == before)
    }
  }

  @Test("has its extensions again that a test dropped")
  func extensions() async throws {
    try await withDatabase { dsn in
      let name = dsn["dbname"]
      @Sendable func administrate(_ sql: String) async throws -> String? {
        try await TestServer.administrate(in: name) { try await $0.query(sql).firstValue }
      }
      let isThere = "SELECT count(*) FROM pg_extension WHERE extname = 'pg_trgm'"
      // It is a part of PostgreSQL that not everybody installs.
      guard try await administrate("SELECT count(*) FROM pg_available_extensions WHERE name = 'pg_trgm'") == "1" else {
        return
      }
      _ = try await administrate("CREATE EXTENSION pg_trgm SCHEMA public")
      try await session(dsn) { session, _ in
        _ = try await administrate("DROP EXTENSION pg_trgm")
        try await session.refill()
        let refilled = try await administrate(isThere)
        #expect(refilled == "1")
        _ = try await administrate("DROP EXTENSION pg_trgm")
      }
      let left = try await administrate(isThere)
      #expect(left == "1")
    }
  }

  private func properties(_ dsn: DSN) async throws -> SchemaProperties {
    let connection = try await Connection.open(dsn)
    let properties = try await SchemaProperties.read(connection)
    await connection.close()
    return properties
  }

  @Test("is never done with as a planted mark says: what that has for privileges is no statement")
  func plantedStatement() throws {
    let details = """
      {"name":"d","schemas":["public"],"extensions":[],"properties":{"settings":[],"connectionLimit":-1,"privileges":
      [{"privilege":"ALL ON DATABASE d TO PUBLIC; DROP TABLE a; --","isGrantable":false}]}}
      """
    let isRead = (try? JSONDecoder().decode(ExistingDetails.self, from: Data(details.utf8))) != nil
    #expect(!isRead)
    let harmless = details.replacing("ALL ON DATABASE d TO PUBLIC; DROP TABLE a; --", with: "CREATE")
    #expect(try JSONDecoder().decode(ExistingDetails.self, from: Data(harmless.utf8)).schemas == ["public"])
  }
}

import LibPQ
import OwnTestServer
import Testing

@testable import TestDatabases

/// What a test has the tool run for it, on a connection that is there already.
extension ExactnessTests {
  @Test("so is a sequence that it moved on the tool's connection, also where that was lost")
  func lostVisit() async throws {
    try await Playground.open(["0001_s.sql": "CREATE SEQUENCE s; CREATE TABLE t (id int)"]) { playground in
      // The connection is there, and nothing was changed.
      try await playground.expectUndone(.unchanged) { _ = try await $0.visit().query("SELECT * FROM t") }
      try await playground.expectUndone(.putBack) { member in
        let process = try #require(try await member.visit().query("SELECT nextval('s'), pg_backend_pid()").rows.first)
        try await TestServer.administrate {
          try await $0.query("SELECT pg_terminate_backend($1::int, 60000)", [process["pg_backend_pid"]])
        }
        await #expect(throws: PostgresError.self) { try await member.visit().query("SELECT 1") }
        member.forgetVisit()
      }
    }
  }

  @Test("so are many rows with long values that it wrote there, each time")
  func manyLongVisits() async throws {
    try await Playground.open(["0001_text.sql": "CREATE TABLE text (id int, long text)"]) { playground in
      for _ in 1...3 {
        try await playground.expectUndone(.putBack) { member in
          try await member.visit().execute(
            """
            INSERT INTO text SELECT n, n::text FROM generate_series(1, 1500) AS n;
            INSERT INTO text SELECT 0, string_agg(md5(n::text), '') FROM generate_series(1, 900) AS n
            """)
        }
      }
    }
  }
}

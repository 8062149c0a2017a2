import LeaseProtocol
import LibPQ
import OwnTestServer
import Testing

@testable import TestDatabases

extension ExactnessTests {
  private static let table: KeyValuePairs<String, String> = [
    "0001_a.sql": "CREATE TABLE a (n int PRIMARY KEY); INSERT INTO a VALUES (1); CREATE SEQUENCE s"
  ]

  @Test("and a transaction that it left open is over")
  func leftInTransaction() async throws {
    try await Playground.open(Self.table) { playground in
      try await playground.expectUndone(.putBack) { member in
        let forgotten = try await Connection.open(playground.owner(member))
        try await forgotten.execute("BEGIN; DELETE FROM a; SELECT nextval('s')")
      }
      // A lock that nobody gives back.
      try await playground.expectUndone(.putBack) { member in
        let forgotten = try await Connection.open(playground.owner(member))
        try await forgotten.execute("INSERT INTO a VALUES (2); BEGIN; LOCK TABLE a")
      }
    }
  }

  @Test("and temporary tables and prepared statements of a session that it left are gone")
  func leftSession() async throws {
    try await Playground.open(Self.table) { playground in
      try await playground.expectUndone(.cloned) { member in
        let forgotten = try await Connection.open(playground.owner(member))
        try await forgotten.execute(
          "CREATE TEMPORARY TABLE t (n int); PREPARE p AS INSERT INTO a VALUES (2); EXECUTE p")
      }
      try await playground.expectUndone(.putBack) { member in
        try await member.visit().execute("PREPARE p AS INSERT INTO a VALUES (3); LISTEN news; EXECUTE p")
      }
      let member = try await playground.databases.take(.pooled, for: .testing)
      #expect(try await member.visit().query("SELECT FROM pg_prepared_statements").rows.isEmpty)
      #expect(try await member.visit().query("SELECT pg_listening_channels()").rows.isEmpty)
    }
  }

  @Test("also where its connection was killed in the middle of a transaction")
  func killed() async throws {
    try await Playground.open(Self.table) { playground in
      try await playground.expectUndone(.putBack) { member in
        let client = try await Connection.open(playground.owner(member))
        let process = try await client.query("SELECT pg_backend_pid()").firstValue
        try await client.execute("BEGIN; DELETE FROM a; SELECT nextval('s')")
        let killer = try await Connection.open(playground.superuser(member))
        _ = try await killer.query("SELECT pg_terminate_backend($1, 5000)", [process])
        await killer.close()
      }
    }
  }

  @Test("also where what looks after the database was killed")
  func lostConnection() async throws {
    try await Playground.open(Self.table) { playground in
      try await playground.expectUndone(
        .thrownAway(.connectionLost), "DELETE FROM a",
        "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity "
          + "WHERE datname = current_database() AND pid <> pg_backend_pid()",
        asSuperuser: true)
    }
  }

  @Test("and a client of an earlier test that comes back is ended, and no other")
  func returned() async throws {
    try await Playground.open(Self.table) { playground in
      let member = try await playground.databases.take(.pooled, for: LeaseToken(number: 5))
      var clients: [Connection] = []
      for number in [3, 5, 6] {
        let name = LeaseToken(number: number).applicationName
        clients.append(
          try await Connection.open(playground.owner(member).replacing(["application_name": name])))
      }
      let ended = try await playground.databases.endReturned([member.database: [LeaseToken(number: 5)]])
      #expect(ended.map(\.lease) == [LeaseToken(number: 3)])
      await #expect(throws: PostgresError.self) { try await clients[0].query("SELECT 1") }
      for client in clients.dropFirst() { #expect(try await client.query("SELECT 1").firstValue == "1") }
      for client in clients { await client.close() }
      await playground.databases.giveBack(member, .pooled, for: .testing)
    }
  }

  @Test("also where it made of its database what can't be dropped just so: a template, a subscriber")
  func hardToDrop() async throws {
    try await Playground.open(Self.table) { playground in
      try await playground.expectUndone(
        .clonedForItsSurroundings, Self.inItsDatabase("ALTER DATABASE %I IS_TEMPLATE true"))
      try await playground.expectUndone(
        .clonedForItsSurroundings,
        "CREATE SUBSCRIPTION s CONNECTION 'dbname=nowhere' PUBLICATION p WITH (connect = false)", asSuperuser: true)
    }
  }

  @Test("also where a transaction is prepared, which would keep locks and the database")
  func preparedTransaction() async throws {
    let isPossible = try await TestServer.administrate {
      try await $0.query("SHOW max_prepared_transactions").firstValue != "0"
    }
    try await Playground.open(Self.table) { playground in
      try await playground.expectUndone(
        isPossible ? .clonedForItsSurroundings : .putBack, "BEGIN", "DELETE FROM a",
        "PREPARE TRANSACTION 'exactness \(UInt64.random(in: 0 ... .max))'")
    }
  }

  @Test("also where the statistics were reset, of all or of what it changed")
  func statisticsReset() async throws {
    try await Playground.open(Self.table) { playground in
      for reset in [
        "pg_stat_reset()", "pg_stat_reset_single_table_counters('a'::regclass)",
        "pg_stat_reset_single_table_counters('s'::regclass)",
      ] {
        try await playground.expectUndone(
          .clonedForItsSurroundings, "DELETE FROM a", "SELECT nextval('s')", "SELECT pg_stat_force_next_flush()",
          "SELECT \(reset)", asSuperuser: true)
      }
    }
  }

  @Test("but for what a superuser hides from the counters")
  func hiddenFromCounters() async throws {
    try await Playground.open(Self.table) { playground in
      await withKnownIssue("nothing counts what such a session does") {
        try await playground.expectUndone(
          .cloned, "SET track_counts = off", "INSERT INTO a VALUES (2)", asSuperuser: true)
      }
    }
  }

  @Test("also where one of its clients comes back while the database is being put back")
  func comesBack() async throws {
    try await Playground.open(Self.table) { playground in
      for round in 0..<20 {
        let member = try await playground.databases.take(.pooled, for: .testing)
        try await member.visit().execute("INSERT INTO a SELECT generate_series(10, \(10 + 500 * round))")
        await playground.databases.giveBack(member, .pooled, for: .testing)
        for _ in 0..<5 {
          guard let client = try? await Connection.open(playground.owner(member)) else { break }
          _ = try? await client.execute("INSERT INTO a SELECT max(n) + 1 FROM a; SELECT nextval('s')")
          await client.close()
        }
        let next = try await playground.databases.take(.pooled, for: .testing)
        #expect(try await playground.differences(next) == [])
        await playground.databases.giveBack(next, .clone, for: .testing)
      }
    }
  }
}

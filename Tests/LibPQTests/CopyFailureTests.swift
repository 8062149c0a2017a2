import LibPQ
import Testing

@Suite("A COPY that fails")
struct CopyFailureTests {
  @Test("in the middle of much data says where, and leaves nothing but a usable connection")
  func inTheMiddle() async throws {
    try await Connected.toServer { connection in
      try await connection.execute("CREATE TEMP TABLE a (id int)")
      let before = String(repeating: "1\n", count: 1000)
      let bytes = Array((before + "x\n" + String(repeating: "2\n", count: 8 << 20)).utf8)
      let error = try await #require(throws: PostgresError.self) {
        try await connection.copyIn("COPY a FROM STDIN", bytes)
      }
      #expect(error.code == .statementFailed)
      #expect(error.sqlState == "22P02")
      #expect(error.server?.context == #"COPY a, line 1001, column id: "x""#)
      #expect(try await connection.query("SELECT count(*) FROM a").firstValue == "0")
    }
  }

  @Test("while giving data out says why, and leaves a usable connection")
  func giving() async throws {
    try await Connected.toServer { connection in
      let error = try await #require(throws: PostgresError.self) {
        try await connection.copyOut(
          "COPY (SELECT 1 / (i - 500000) FROM generate_series(1, 600000) AS i) TO STDOUT")
      }
      #expect(error.sqlState == "22012")
      try await Connected.proveUsable(connection)
    }
  }

  @Test("to start says why, and leaves a usable connection", arguments: ["FROM STDIN", "TO STDOUT"])
  func start(direction: String) async throws {
    try await Connected.toServer { connection in
      let error = try await #require(throws: PostgresError.self) {
        if direction == "FROM STDIN" {
          try await connection.copyIn("COPY nowhere FROM STDIN", [])
        } else {
          _ = try await connection.copyOut("COPY nowhere TO STDOUT")
        }
      }
      #expect(error.code == .statementFailed)
      #expect(error.sqlState == "42P01")
      try await Connected.proveUsable(connection)
    }
  }

  @Test(
    "because it goes the other way, or is none, does no harm",
    arguments: [
      "COPY a FROM STDIN", "COPY (SELECT i FROM generate_series(1, 100000) AS i) TO STDOUT", "SELECT 1", "",
      "SELECT 1; COPY a FROM STDIN; SELECT 2; COPY a TO STDOUT; SELECT 3",
    ])
  func otherWay(statement: String) async throws {
    try await Connected.toServer { connection in
      try await connection.execute("CREATE TEMP TABLE a (id int)")
      if !statement.hasPrefix("COPY a") {
        let error = try await #require(throws: PostgresError.self) {
          try await connection.copyIn(statement, Array("1\n".utf8))
        }
        #expect(error.code == .copyFailed)
        #expect(try await connection.query("SELECT count(*) FROM a").firstValue == "0")
      }
      if !statement.hasPrefix("COPY (") {
        let error = try await #require(throws: PostgresError.self) { try await connection.copyOut(statement) }
        #expect(error.code == .copyFailed)
      }
      #expect(try await connection.query("SELECT count(*) FROM a").firstValue == "0")
    }
  }

  @Test(
    "because a script or a query has no data for it, or no use for it, does no harm",
    arguments: ["COPY a FROM STDIN", "COPY a TO STDOUT"])
  func inScript(statement: String) async throws {
    try await Connected.toServer { connection in
      try await connection.execute("CREATE TEMP TABLE a (id int)")
      let script = "INSERT INTO a VALUES (1); \(statement)"
      let first = try await #require(throws: PostgresError.self) { try await connection.execute(script) }
      #expect(first.code == .copyFailed)
      let second = try await #require(throws: PostgresError.self) { try await connection.query(statement) }
      #expect(second.code == .copyFailed)
      try await Connected.proveUsable(connection)
    }
  }
}

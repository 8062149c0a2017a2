import LibPQ
import Testing

@Suite("COPY")
struct CopyTests {
  @Test("takes many megabytes in and gives the same bytes out")
  func roundTrip() async throws {
    try await Connected.toServer { connection in
      let line = String(repeating: "é", count: 500)
      let bytes = Array((1...20_000).map { "\($0)\t\(line)\n" }.joined().utf8)
      try await connection.execute("CREATE TEMP TABLE a (id int, name text)")
      let result = try await connection.copyIn("COPY a FROM STDIN", bytes)
      #expect(result.commandTag == "COPY 20000")
      #expect(result.affectedRows == 20_000)
      #expect(try await connection.copyOut("COPY (SELECT * FROM a ORDER BY id) TO STDOUT") == bytes)
    }
  }

  @Test("takes in binary what it gave out in binary, every byte of it")
  func binary() async throws {
    try await Connected.toServer { connection in
      try await connection.execute(
        "CREATE TEMP TABLE a AS SELECT decode(lpad(to_hex(i), 2, '0'), 'hex') AS b FROM generate_series(0, 255) AS i;"
          + " INSERT INTO a VALUES (NULL); CREATE TEMP TABLE c (LIKE a)")
      let bytes = try await connection.copyOut("COPY a TO STDOUT (FORMAT binary)")
      try await connection.copyIn("COPY c FROM STDIN (FORMAT binary)", bytes)
      let difference = "SELECT count(*) FROM (TABLE a EXCEPT ALL TABLE c) AS d"
      #expect(try await connection.query(difference).firstValue == "0")
      #expect(try await connection.query("SELECT count(*) FROM c").firstValue == "257")
    }
  }

  @Test("of nothing copies nothing, in and out")
  func empty() async throws {
    try await Connected.toServer { connection in
      try await connection.execute("CREATE TEMP TABLE a (id int)")
      #expect(try await connection.copyIn("COPY a FROM STDIN", []).commandTag == "COPY 0")
      #expect(try await connection.copyOut("COPY a TO STDOUT") == [])
    }
  }
}

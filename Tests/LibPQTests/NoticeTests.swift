import LibPQ
import OwnTestServer
import Testing

@Suite("Notices")
struct NoticeTests {
  @Test("arrive in order, with their fields, before the statement has ended")
  func inOrder() async throws {
    let notices = Gathered<ServerMessage>()
    try await Connected.toServer(onNotice: notices.add) { connection in
      try await connection.execute(
        """
        DO $$ BEGIN
          RAISE NOTICE 'one é' USING HINT = 'h', DETAIL = 'd';
          RAISE WARNING USING MESSAGE = 'two', ERRCODE = '01A01';
        END $$
        """)
      #expect(notices.values.map(\.severity) == ["NOTICE", "WARNING"])
      #expect(notices.values.map(\.message) == ["one é", "two"])
      #expect(notices.values.map(\.sqlState) == ["00000", "01A01"])
      #expect(notices.values.first?.hint == "h")
      #expect(notices.values.first?.detail == "d")
    }
  }

  @Test("do not make the statement an error, and do no harm where nobody asked for them")
  func nobody() async throws {
    try await Connected.toServer { connection in
      let result = try await connection.execute("DROP TABLE IF EXISTS nowhere; SELECT 1")
      #expect(result.last?.firstValue == "1")
    }
  }

  @Test("arrive in thousands, while much data goes to the server")
  func many() async throws {
    let notices = Gathered<String>()
    try await Connected.toServer(onNotice: { notices.add($0.message) }) { connection in
      try await connection.execute(
        """
        CREATE TEMP TABLE a (id int);
        CREATE FUNCTION pg_temp.tell() RETURNS trigger LANGUAGE plpgsql AS
          'BEGIN RAISE NOTICE ''% %'', NEW.id, repeat(''x'', 500); RETURN NEW; END';
        CREATE TRIGGER t BEFORE INSERT ON a FOR EACH ROW EXECUTE FUNCTION pg_temp.tell();
        """)
      let bytes = Array((1...20_000).map { "\($0)\n" }.joined().utf8)
      try await connection.copyIn("COPY a FROM STDIN", bytes)
      #expect(notices.values.count == 20_000)
      #expect(notices.values.last?.hasPrefix("20000 x") == true)
    }
  }

  @Test("arrive while connecting, too")
  func connecting() async throws {
    try await TestServer.withDatabase { dsn in
      let notices = Gathered<ServerMessage>()
      let first = try await Connection.open(dsn)
      let name = try await first.quoted(identifier: #require(dsn["dbname"]))
      try await first.execute("ALTER DATABASE \(name) SET default_tablespace = 'nowhere'")
      await first.close()
      let second = try await Connection.open(dsn, onNotice: notices.add)
      await second.close()
      #expect(notices.values.map(\.severity) == ["WARNING"])
      #expect(notices.values.first?.message.contains("default_tablespace") == true)
    }
  }
}

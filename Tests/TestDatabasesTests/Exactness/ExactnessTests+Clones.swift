import LeaseProtocol
import LibPQ
import Testing

@testable import TestDatabases

extension ExactnessTests {
  @Test("and a clone is that, too: what TEMPLATE does not copy is copied, settings and privileges")
  func clones() async throws {
    let statements = [
      #"ALTER DATABASE %I SET search_path = public, "O'd ""d""", pg_catalog"#,
      "ALTER DATABASE %I SET DateStyle = 'German'",
      "ALTER DATABASE %I SET idle_session_timeout = '10min'",
      "ALTER DATABASE %I SET default_transaction_read_only = on",
      "ALTER ROLE CURRENT_USER IN DATABASE %I SET search_path = ''",
      "ALTER ROLE CURRENT_USER IN DATABASE %I SET work_mem = '5MB'",
      "GRANT TEMPORARY ON DATABASE %I TO pg_monitor WITH GRANT OPTION", "REVOKE ALL ON DATABASE %I FROM PUBLIC",
      "REVOKE TEMPORARY ON DATABASE %I FROM CURRENT_USER", "COMMENT ON DATABASE %I IS 'of a migration'",
    ].map(Self.inItsDatabase)
    try await Playground.open([
      "0001_a.sql": "CREATE TABLE a (n int); INSERT INTO a VALUES (1);\n\(statements.joined(separator: ";\n"))"
    ]) { playground in
      let template = try await playground.properties(of: playground.session.template)
      let member = try await playground.databases.take(.pooled, for: .testing)
      #expect(try await playground.properties(of: member.database) == template)
      #expect(template.count == 5)
      await playground.databases.giveBack(member, .pooled, for: .testing)
      try await playground.expectUndone(
        .putBack, "SET default_transaction_read_only = off", "INSERT INTO public.a VALUES (2)")
    }
  }

  @Test("so is the session's own database, whoever used it before it was taken for the first time")
  func sharedDatabase() async throws {
    try await Playground.open(["0001_a.sql": "CREATE TABLE a (n int); CREATE SEQUENCE s"]) { playground in
      let client = try await Connection.open(playground.session.dsn)
      try await client.execute("INSERT INTO a VALUES (1); SELECT nextval('s'); CREATE TABLE made (n int)")
      await client.close()
      for _ in 0..<2 {
        let member = try await playground.databases.take(.shared, for: .testing)
        #expect(member.database == playground.session.database)
        #expect(try await playground.differences(member) == [])
        try await member.visit().execute("INSERT INTO a VALUES (1)")
        await playground.databases.giveBack(member, .shared, for: .testing)
      }
    }
  }
}

extension Playground {
  /// The settings of a database, and who may do what with it.
  fileprivate func properties(of database: String) async throws -> [String] {
    let connection = try await Connection.open(server.administrator)
    let rows = try await connection.query(
      """
      SELECT pg_catalog.concat(s.setrole, s.setconfig) AS line
      FROM pg_catalog.pg_db_role_setting AS s JOIN pg_catalog.pg_database AS d ON d.oid = s.setdatabase
      WHERE d.datname = $1
      UNION ALL
      SELECT pg_catalog.concat(a.grantor, a) FROM pg_catalog.pg_database AS d, pg_catalog.aclexplode(d.datacl) AS a
      WHERE d.datname = $1
      ORDER BY line
      """, [database]
    ).rows
    await connection.close()
    return rows.map { $0[0] ?? "" }
  }
}

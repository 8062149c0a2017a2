import MigrationRunner
import Testing

@Suite("A file that was written for psql")
struct PsqlFileTests {
  private func failure(_ text: String) async throws -> String {
    try await Migrating.inNewDatabase { database in
      try await database.failure(["1_a.sql": "CREATE TABLE a (id int, name text);\n\(text)"])?.description ?? ""
    }
  }

  @Test(
    "is refused with a note about the command of psql in it",
    arguments: [
      ("\\connect x", "'\\connect' is a command of psql", "the database is always the one"),
      ("\\i other.sql\nSELECT 1;", "'\\i' is a command of psql", "put the statements of that file here"),
      ("\\set x 'a'", "'\\set' is a command of psql", "write the value"),
      ("\\restrict abc", "'\\restrict' is a command of psql", "pg_dump wrote"),
      ("SELECT 1 \\gexec", "'\\gexec' is a command of psql", "say the same in SQL"),
      ("SELECT :'name';", "variables such as ':name'", "write the value"),
    ])
  func command(text: String, what: String, instead: String) async throws {
    let error = try await failure(text)
    #expect(error.hasPrefix("Migrations/1_a.sql:2:"))
    #expect(error.contains("note: \(what)"))
    #expect(error.contains(instead))
  }

  @Test(
    "is refused with a note about the data of a COPY in it",
    arguments: [
      "1\tx\n\\.\n", "select\tit's\n\\.\n", "\\.\n", "\\N\t\\N\n\\.\n", "(\t;\n\\.\nSELECT 1;",
    ])
  func copy(data: String) async throws {
    let error = try await failure("COPY a (id, name) FROM stdin;\n\(data)")
    #expect(error.hasPrefix("Migrations/1_a.sql:3:"))
    #expect(error.contains("note: only psql sends, as rows below the statement, the data of a COPY; write INSERT"))
  }

  @Test("has no such note where its error is an ordinary one")
  func ordinary() async throws {
    #expect(try await failure("SELEC 1;").contains("note:") == false)
    #expect(try await failure("COPY a TO '/nowhere';").contains("psql,") == false)
    #expect(try await failure("SELECT '\\.';\nSELEC 1;").contains("note:") == false)
  }

  @Test("is refused with these notes also where it runs without a transaction")
  func noTransaction() async throws {
    try await Migrating.inNewDatabase { database in
      let connect = try await database.failure(["1_a.sql": "-- no-transaction\nSELECT 1;\n\\connect x\nSELECT 2;"])
      #expect(connect?.description.hasPrefix("Migrations/1_a.sql:3:1: error: syntax error") == true)
      #expect(connect?.description.contains("'\\connect' is a command of psql") == true)
      let copy = try await database.failure([
        "1_a.sql": "-- no-transaction\nCREATE TABLE a (id int);\nCOPY a FROM stdin;\n1\n\\."
      ])
      #expect(copy?.description.hasPrefix("Migrations/1_a.sql:3:1: error: COPY … ") == true)
      #expect(copy?.description.contains("write INSERT to load data") == true)
    }
  }
}

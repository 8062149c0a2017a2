import SQLMigrations
import Testing

@Suite("A statement that makes or drops roles")
struct RoleStatementTests {
  private func statement(_ text: String) -> RoleStatement? {
    let steps = ScriptSteps(SQLScript(file: "a.sql", text: text))
    return steps.statements.first.flatMap { RoleStatement($0.script, $0.statement) }
  }

  private func definition(_ text: String) -> RoleDefinition? {
    guard case .create(let definition) = statement(text) else { return nil }
    return definition
  }

  @Test("tells what the role is to be like")
  func options() {
    let plain = definition("create role /* c */ Reader;")
    #expect(plain?.name == "reader")
    #expect(plain?.attributes == [.inherit])
    #expect(plain?.connectionLimit == nil)
    #expect(definition(#"CREATE GROUP "Some ""one""""#)?.name == #"Some "one""#)
    #expect(definition("CREATE USER u")?.attributes == [.inherit, .login])
    #expect(
      definition("CREATE USER u WITH NOLOGIN NOINHERIT createdb CREATEROLE")?.attributes == [.createdb, .createrole])
    let all = definition(
      """
      CREATE ROLE r WITH LOGIN ENCRYPTED PASSWORD $$a'b$$ CONNECTION LIMIT 7 VALID UNTIL '2030-01-01'
        IN ROLE a, "B" ROLE c ADMIN d, e SYSID 8
      """)
    #expect(all?.attributes == [.inherit, .login])
    #expect(all?.password == "$$a'b$$")
    #expect(all?.connectionLimit == 7)
    #expect(all?.validUntil == "'2030-01-01'")
    #expect(all?.groups == ["a", #""B""#])
    #expect(all?.members == ["c"])
    #expect(all?.administrators == ["d", "e"])
    #expect(definition("CREATE ROLE r PASSWORD NULL CONNECTION LIMIT -1")?.password == "NULL")
    #expect(definition("CREATE ROLE r CONNECTION LIMIT -1")?.connectionLimit == nil)
  }

  @Test("tells which go")
  func dropped() {
    #expect(statement("DROP ROLE IF EXISTS a, \"B\"") == .drop(["a", "B"], ifExists: true))
    #expect(statement("drop user A") == .drop(["a"], ifExists: false))
  }

  @Test(
    "is none that is about something else, or that has something in it that is not known",
    arguments: [
      "CREATE USER MAPPING FOR u SERVER s", "DROP USER MAPPING FOR u SERVER s", "CREATE ROLE r SOMEDAY", "CREATE ROLE",
      "CREATE ROLE r CONNECTION LIMIT x", "DROP ROLE", "DROP ROLE a b", "DROP OWNED BY role", "CREATE TABLE role ()",
      "ALTER ROLE r LOGIN", "SELECT 'CREATE ROLE r'",
    ])
  func others(text: String) { #expect(statement(text) == nil) }
}

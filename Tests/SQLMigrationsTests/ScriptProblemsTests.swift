import SQLMigrations
import Testing

@Suite("A script's problems")
struct ScriptProblemsTests {
  private func problems(_ text: String) -> [String] {
    ScriptProblems.find(in: SQLScript(file: "1_a.sql", text: text)).map {
      "\($0.location.line):\($0.location.column) \($0.message)"
    }
  }

  @Test(
    "are none where the server can read all of it",
    arguments: [
      "", "-- a comment to the end", "SELECT 'it''s';", "SELECT ''", #"SELECT "a""b""#, #"SELECT E'a\'b\\'"#,
      "CREATE FUNCTION f() RETURNS text LANGUAGE sql AS $body$ SELECT 'it' || $$ ' $$ $body$;",
      "/* outer /* inner */ ' */ SELECT 1 -- it's fine", #"SELECT '\i x.sql', '\'"#, "SELECT a[1:2], b::text, $1",
      "COPY product FROM '/tmp/data'", "SELECT (1", "DO $$ BEGIN RAISE NOTICE '\\'; END $$",
    ])
  func none(text: String) {
    #expect(problems(text).isEmpty)
  }

  @Test(
    "are quotes without an end, where they start",
    arguments: [
      ("SELECT 1;\nSELECT 'it''s;\n", "2:8"), ("SELECT 'é', 'open", "1:13"), (#"SELECT "a""b"#, "1:8"),
      (#"SELECT E'open\'"#, "1:8"), ("DO $x$ BEGIN END $$;", "1:4"), ("SELECT '", "1:8"), ("SELECT '''", "1:8"),
    ])
  func quotes(text: String, place: String) {
    #expect(problems(text) == ["\(place) what is quoted from here on has no end"])
  }

  @Test(
    "are comments without an end, where they start",
    arguments: [
      ("SELECT 1; /* open", "1:11"), ("-- /*\n/* closed */ /* open /* closed */", "2:14"), ("/*", "1:1"),
    ])
  func comments(text: String, place: String) {
    #expect(problems(text) == ["\(place) the comment from here on has no end"])
  }

  @Test(
    "are commands of psql, the first of them",
    arguments: [("SELECT 1;\n\\i other.sql\n\\set x 'y", "2:1 '\\i'"), ("SELECT 1 \\gset", "1:10 '\\gset'")])
  func commands(text: String, beginning: String) {
    let found = problems(text)
    #expect(found.count == 1)
    #expect(found.first?.hasPrefix(beginning + " is a command of psql") == true)
  }

  @Test("are data that only psql sends, whatever is in them")
  func copyData() {
    let found = problems("CREATE TABLE a (x text);\nCOPY a FROM stdin;\nit's\n\\.\n")
    #expect(found.count == 1)
    #expect(found.first?.hasPrefix("2:1 only psql sends") == true)
  }
}

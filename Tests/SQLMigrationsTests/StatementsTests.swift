import SQLMigrations
import Testing

@Suite("The statements of an SQL file")
struct StatementsTests {
  private func split(_ text: String) -> [String] {
    SQLScript(file: "a.sql", text: text).statements.map(\.text)
  }

  @Test("end at semicolons; empty ones and comments are none")
  func semicolons() {
    #expect(split("SELECT 1;; ; -- c;\n /* ; */ SELECT 2 -- d;\n;\nSELECT 3") == ["SELECT 1", "SELECT 2", "SELECT 3"])
    #expect(split("") == [])
    #expect(split(" ;\n-- c") == [])
    #expect(split("\u{FEFF}a;é;😀") == ["\u{FEFF}a", "é", "😀"])
  }

  @Test(
    "do not end inside of quotes, comments and parentheses",
    arguments: [
      "SELECT 'a;''b;'", #"SELECT '\'"#, #"SELECT E'a\';b'';\\', 1"#, #"SELECT e'\\\';'"#, "SELECT E'\\'\n'';'",
      "SELECT E'a'\n -- c'\r\t'\\';'", #"SELECT ee'\'"#, #"SELECT U&'d\0061t;''a'"#, #"SELECT U&"d;""a""#,
      "SELECT n'a;', B'0;', x'a;'", #"SELECT "a;""b;""#, #"SELECT "\""#, "SELECT $$a;$b$;'$$",
      "SELECT $a$;$$;$b$;$A$;$a$",
      "SELECT $a$;$junk$a$", "SELECT $é_1$;$é_1$", "SELECT $1, $2$$;$$", "SELECT a$$b", "SELECT 1 AS a$b$",
      "SELECT 1/* ; /* ; */ ; */+2", "SELECT 1 /*/;*/+2", "SELECT 1 /**/ + /***;***/ 2", "SELECT 2*/*;*/3",
      "SELECT 1+-- ;'\n2", "SELECT 1 -- ;'\r + 2", "SELECT (1; 2)",
      "CREATE RULE r AS ON INSERT TO a DO ALSO (SELECT 1; SELECT ((2)); NOTHING)",
    ])
  func whole(statement: String) {
    #expect(split(statement) == [statement])
    #expect(split("\(statement);SELECT ';';") == [statement, "SELECT ';'"])
  }

  @Test(
    "do not end inside of the bodies of SQL functions",
    arguments: [
      "CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT 1; SELECT 2; END",
      "create or replace procedure p(a int) begin /* c */ atomic insert into t values (a); end",
      "CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT CASE WHEN true THEN CASE 1 WHEN 1 THEN 2. END END; SELECT 3; END",
      "CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT (CASE 1 WHEN 1 THEN 2 END); SELECT 1 AS case; END",
      #"CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT 1 AS end, t.end, "end" FROM t; SELECT 'end'; END"#,
      "CREATE FUNCTION begin() RETURNS int LANGUAGE sql AS 'SELECT 1'",
      "CREATE FUNCTION f(begin int, atomic int) RETURNS int RETURN 1", "CREATE FUNCTION s.case() RETURNS int RETURN 1",
    ])
  func body(statement: String) {
    #expect(split("\(statement);SELECT 1") == [statement, "SELECT 1"])
  }

  @Test("end at each semicolon after BEGIN and CASE elsewhere")
  func noBody() {
    #expect(split("BEGIN; SELECT CASE 1 WHEN 1 THEN 2 END; END").count == 3)
    #expect(split("CREATE TABLE function (a int); BEGIN; END").count == 3)
    #expect(split("CREATE VIEW begin AS SELECT 1 AS atomic; SELECT 1").count == 2)
  }

  @Test(
    "that never end go to the end of the file",
    arguments: [
      "SELECT ';", "SELECT E'\\", "SELECT E'\\';", "SELECT $a$;$a", "SELECT \";", "SELECT (;", "a $", "E'", "$$",
    ])
  func unfinished(text: String) {
    #expect(split("SELECT 1;" + text) == ["SELECT 1", text])
  }

  @Test("may be followed by a comment that never ends")
  func unfinishedComment() {
    for text in ["SELECT 1;/* ;", "SELECT 1 /*", "SELECT 1;/*/", "SELECT 1 /*/**/ *", "SELECT 1 --"] {
      #expect(split(text) == ["SELECT 1"])
    }
  }

  @Test("know where they start, in characters as the server counts them")
  func position() {
    let script = SQLScript(file: "a.sql", text: "-- é😀\r\nSELECT '日本';\n\t/* e\u{301} */ SELECT 2;")
    let places = script.statements.map { script.location(ofCharacter: $0.position) }
    #expect(places.map { $0?.line } == [2, 3])
    #expect(places.map { $0?.column } == [1, 11])
  }

  @Test(
    "are found in a time that grows with the file's length, whatever is in it",
    arguments: [
      "SELECT 1;\n", "$a$", "$", "a$", "/*", "*/", "'", "E'\n", "E'' \n", "\"", "-- a\n", "(",
      "CREATE FUNCTION BEGIN ATOMIC ", ";", "$a",
      "E'\\", "''", "é",
    ])
  func long(piece: String) {
    func seconds(_ count: Int) -> Duration {
      let text = String(repeating: piece, count: count / piece.utf8.count)
      // The machine may be busy: the fastest of some is what it takes.
      return (0..<3).map { _ in ContinuousClock().measure { _ = split(text) } }.min() ?? .zero
    }
    // A square would be 256 times as long.
    #expect(seconds(160_000) < seconds(10_000) * 100 + .milliseconds(200))
  }

  @Test("tell whether they need data from the client")
  func copyData() {
    let script = SQLScript(
      file: "a.sql",
      text: "COPY a(b) FROM /* c */ stdin WITH (x);\n\\.\nCOPY a FROM 'stdin'; SELECT 1 FROM stdin; copy a to stdout")
    #expect(script.statements.map(\.readsCopyData) == [true, false, false, false])
  }
}

import SQLMigrations
import Testing

@Suite("What can't be run of an SQL file")
struct ProblemTests {
  private func problems(_ text: String) -> [String] {
    SQLScript(file: "a.sql", text: text).problems.map(\.description)
  }

  @Test(
    "is told at its line and column, in characters",
    arguments: [
      ("é 'x", "a.sql:1:3: error: a quoted string that has no end"),
      ("SELECT 1;\n E'a\\'", "a.sql:2:2: error: a quoted string that has no end"),
      ("a \"b", "a.sql:1:3: error: a quoted identifier that has no end"),
      ("日本 $a$ $b$", "a.sql:1:4: error: a dollar-quoted string that has no end"),
      ("SELECT 1; /* /* */", "a.sql:1:11: error: a comment that has no end"),
      ("SELECT 'a''b", "a.sql:1:8: error: a quoted string that has no end"),
      ("SELECT 1\n \\echo a\n;", "a.sql:2:2: error: '\\echo' is a command of psql in the middle of a statement"),
      ("\\if true\n", "a.sql:1:1: error: '\\if' is a command of psql, which has no part"),
      ("\\echo `rm`", "a.sql:1:1: error: '\\echo' is a command of psql with an argument that only psql has"),
      ("\\echo :USER", "a.sql:1:1: error: '\\echo' is a command of psql with an argument"),
      ("\\c other", "a.sql:1:1: error: '\\connect' is a command of psql"),
      ("BEGIN;\n\\c -", "a.sql:2:1: error: '\\connect' is a command of psql that gives up the transaction"),
      ("\\restrict k\n\\echo a\n\\unrestrict k", "a.sql:2:1: error: '\\echo' is a command of psql, which takes none"),
      (
        "\\restrict k\n\\unrestrict j", "a.sql:2:1: error: '\\unrestrict' is a command of psql that has to have the key"
      ),
      ("SELECT a[1:2], :{?x};", "a.sql:1:16: error: ':{?x}' is replaced by psql"),
      ("SELECT :DBNAME;", "a.sql:1:8: error: ':DBNAME' is replaced by psql"),
      ("COPY a FROM stdin; SELECT '\n1\n\\.\n';", "a.sql:1:20: error: a statement that starts in the line of a COPY"),
    ])
  func problem(text: String, expected: String) {
    let problems = problems(text)
    #expect(problems.count == 1)
    #expect(problems.first?.hasPrefix(expected) == true, "\(problems)")
  }

  @Test(
    "is nothing in what psql leaves alone, or is done for it",
    arguments: [
      "SELECT a::text, b[1:2], b[x:y], ':USER', $$ \\gexec :USER $$;", "\\set ON_ERROR_STOP off",
      "\\echo\n\\echo -n a b",
      "\\c\n\\connect - -\n", "\\restrict a\n\\unrestrict a\n", "SELECT :name",
      "COPY a FROM stdin;\n\\x :USER '\n\\.\n", "",
    ])
  func none(text: String) { #expect(problems(text) == []) }

  @Test("is a file to include that can't be, named at the command")
  func includes() throws {
    for (text, expected) in [
      ("SELECT 1;\n  \\i no.sql", "Migrations/1.sql:2:3: error: no such file to include: looked for '"),
      ("\\ir 1.sql", "Migrations/1.sql:1:1: error: includes itself"),
      ("\\ir ../a.sqlx", "Migrations/../a.sqlx:1:1: error: includes itself"),
      ("\\i .", "Migrations/1.sql:1:1: error: '.' is no file"),
      ("\\i ~/a.sql", "Migrations/1.sql:1:1: error: '~/a.sql': write the path without"),
    ] {
      let scratch = try ScratchFolder(["Migrations/1.sql": text, "a.sqlx": "\\i Migrations/../Migrations/1.sql"])
      let error = try #require(throws: MigrationFileError.self) { try MigrationFolder(in: scratch.directory).read() }
      #expect(error.description.hasPrefix(expected), "\(error)")
    }
  }

  @Test("is found in included files, too, whose content counts for the fingerprint")
  func insideOfIncludes() throws {
    func migration(_ text: String) throws -> Migration {
      let scratch = try ScratchFolder(["Migrations/1.sql": "\\ir a.sqlx", "Migrations/a.sqlx": text])
      return try #require(MigrationFolder(in: scratch.directory).read().migrations.first)
    }
    let broken = try migration("\n \\gset")
    #expect(broken.up.problems.map { "\($0.file):\($0.line ?? 0):\($0.column ?? 0)" } == ["Migrations/a.sqlx:2:2"])
    #expect(try migration("SELECT 1;\r\n").checksum == migration("SELECT 1;\n").checksum)
    #expect(try migration("SELECT 1;").checksum != migration("SELECT 2;").checksum)
  }
}

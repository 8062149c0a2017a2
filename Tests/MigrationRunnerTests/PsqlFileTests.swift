import MigrationRunner
import Testing

@Suite("A file that was written for psql")
struct PsqlFileTests {
  private func failure(_ text: String) async throws -> String {
    try await Migrating.inNewDatabase { database in
      let error = try await database.failure(["1_a.sql": "CREATE TABLE a (id int, name text);\n\(text)"])
      #expect(try await database.tables() == [])
      return error?.description ?? ""
    }
  }

  @Test(
    "is refused before anything is run where it has a command of psql that can't be carried out",
    arguments: [
      ("\\connect x", "'\\connect' is a command of psql", "the database is always the one"),
      ("\\i", "'\\i' is a command of psql", "name the file"),
      ("\\set x 'a'", "'\\set' is a command of psql", "write the value"),
      ("\\copy a from b", "'\\copy' is a command of psql", "with the data below it"),
      ("SELECT 1 \\gexec", "'\\gexec' is a command of psql", "say the same in SQL"),
      ("SELECT 1 \\; SELECT 2;", "'\\;' has psql send two statements as one", "write ';'"),
      ("SELECT :'USER';", "':'USER'' is replaced by psql", "write the value"), ("\\.", "'\\.' ends the data", "COPY"),
    ])
  func command(text: String, what: String, instead: String) async throws {
    let error = try await failure(text)
    #expect(error.hasPrefix("Migrations/1_a.sql:2:"))
    #expect(error.contains("error: \(what)"))
    #expect(error.contains(instead))
    #expect(error.hasSuffix("note: nothing was run"))
  }

  @Test(
    "is run without the commands in it that ask for what is done anyway, wherever they stand",
    arguments: [
      "CREATE TABLE b ();\n\\set ON_ERROR_STOP on\nCREATE TABLE c ();",
      "\\restrict x\nCREATE TABLE b ();\n\\unrestrict x\n\\restrict y\nCREATE TABLE c ();\n\\unrestrict y\n",
      "CREATE TABLE b ();\n\\set ON_ERROR_STOP on \\\\ CREATE TABLE c ();",
      "CREATE TABLE b (n int);\n\\set ON_ERROR_STOP on\nCREATE TABLE c (n int);\nCOPY c FROM stdin;\n1\n\\.\n",
      "BEGIN;\n\\set ON_ERROR_STOP on\nCREATE TABLE b ();\n\\set ON_ERROR_STOP 1\nCREATE TABLE c ();\nCOMMIT;",
    ])
  func granted(text: String) async throws {
    try await Migrating.inNewDatabase { database in
      try await database.up(["1_a.sql": text])
      #expect(try await database.tables() == ["b", "c"])
    }
  }

  @Test("is read as the server reads it, also where a function changes that", arguments: ["", "pg_catalog."])
  func setConfig(schema: String) async throws {
    try await Migrating.inNewDatabase { database in
      try await database.up([
        "1_a.sql":
          "SELECT \(schema)set_config('standard_conforming_strings', 'off', false);\nCREATE TABLE a AS SELECT 'w\\'w;' AS x;"
      ])
      #expect(try await database.value("SELECT x FROM a") == "w'w;")
    }
  }

  @Test("is refused with each place that is wrong, shown with a caret, and files before it are not run either")
  func everyProblem() async throws {
    try await Migrating.inNewDatabase { database in
      let error = try await database.failure([
        "1_a.sql": "CREATE TABLE a ();", "2_b.sql": "SELECT 1\n  \\gset\n\\! rm\n", "3_c.sql": "SELECT 'é",
      ])
      #expect(error?.code == .refused)
      #expect(error?.files == ["Migrations/2_b.sql", "Migrations/3_c.sql"])
      #expect(
        error?.description == """
          Migrations/2_b.sql:2:3: error: '\\gset' is a command of psql, which has no part in migrations: take it out, \
          or say the same in SQL
            \\gset
            ^
          Migrations/2_b.sql:3:1: error: '\\!' is a command of psql, which has no part in migrations: take it out, \
          or say the same in SQL
          \\! rm
          ^
          Migrations/3_c.sql:1:8: error: a quoted string that has no end
          SELECT 'é
                 ^
          note: nothing was run
          """)
      #expect(try await database.tables() == [])
    }
  }

  @Test("has a note about psql's variables where the server stumbles over one that psql doesn't know either")
  func variable() async throws {
    let error = try await failure("SELECT :name;")
    #expect(error.hasPrefix("Migrations/1_a.sql:2:8: error: syntax error"))
    #expect(error.contains("note: variables such as ':name' are replaced by psql"))
    #expect(try await failure("SELEC 1;").contains("note:") == false)
    #expect(try await failure("SELECT '\\.';\nSELEC 1;").contains("note:") == false)
  }

  @Test("may have what pg_dump writes: settings, restrictions, and data of COPY with its end")
  func dump() async throws {
    try await Migrating.inNewDatabase { database in
      try await database.up([
        "1_a.sql": """
        \\set ON_ERROR_STOP on
        \\restrict abc
        SET standard_conforming_strings = on;
        SELECT pg_catalog.set_config('search_path', '', false);
        CREATE TABLE public.a (id int, name text);
        COPY public.a (id, name) FROM stdin;
        1\t;'
        2\t\\N
        \\.
        COPY public.a (id, name) FROM stdin;
        \\.

        CREATE INDEX i ON public.a (id);
        \\unrestrict abc
        """
      ])
      #expect(try await database.value("SELECT string_agg(concat(id, name), ',' ORDER BY id) FROM a") == "1;',2")
      #expect(try await database.applied() == ["1_a"])
    }
  }

  @Test("has the text of \\echo handed on, and goes on after \\connect as a new session does")
  func echoAndConnect() async throws {
    try await Migrating.inNewDatabase { database in
      let (echoes, continuation) = AsyncStream.makeStream(of: String.self)
      let runner = MigrationRunner(connection: database.connection, onEcho: { continuation.yield($0) })
      let text =
        "\\echo 'It''s'   here\nSET my.x = 'a';\n\\connect -\nCREATE TABLE a AS SELECT current_setting('my.x', true);"
      _ = try await runner.up(Migrating.plan(["1_a.sql": text]))
      continuation.finish()
      #expect(await echoes.reduce(into: []) { $0.append($1) } == ["It's here"])
      #expect(try await database.value("SELECT current_setting FROM a") != "a")
    }
  }

  @Test("runs the files that it includes where it includes them, and names them where they fail")
  func include() async throws {
    try await Migrating.inNewDatabase { database in
      let files: KeyValuePairs = [
        "1_a.sql": "CREATE TABLE a (id int);\n\\ir rows.sqlx\n\\i Migrations/rows.sqlx\nINSERT INTO a VALUES (3);",
        "rows.sqlx": "INSERT INTO a VALUES (1)", "2_b.sql": "\\ir wrong.sqlx", "wrong.sqlx": "\nSELEC 1;",
      ]
      let error = try await database.failure(files)
      #expect(error?.description.hasPrefix("Migrations/wrong.sqlx:2:1: error: syntax error") == true)
      #expect(error?.files == ["Migrations/2_b.sql"])
      #expect(try await database.value("SELECT string_agg(id::text, ',') FROM a") == "1,1,3")
    }
  }
}

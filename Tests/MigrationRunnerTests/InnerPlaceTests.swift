import MigrationRunner
import Testing

@Suite("An error inside of what a file defines or loads")
struct InnerPlaceTests {
  /// The place, the line shown and the caret below.
  private func failure(_ text: String) async throws -> [String] {
    try await Migrating.inNewDatabase { database in
      let error = try await database.failure(["1_a.sql": "CREATE TABLE t (id int PRIMARY KEY, name text);\n\(text)"])
      return error?.description.split(separator: "\n").prefix(3).map(String.init) ?? []
    }
  }

  @Test("is at the line of data that COPY refuses")
  func copyData() async throws {
    #expect(
      try await failure("COPY t FROM stdin;\n1\té\nx\tb\n\\.\nSELECT 1;") == [
        "Migrations/1_a.sql:4:1: error: invalid input syntax for type integer: \"x\"", "x\tb", "^",
      ])
    let duplicate = "1_a.sql:6:1: error: duplicate key"
    let csv = "SELECT 1; COPY t FROM stdin CSV;\n0,x\n1,\"a\nb\"\n1,c\n\\.\n"
    #expect(try await failure(csv).first?.contains(duplicate) == true)
    // The server counts two lines here, of which the first has a line end inside of quotes.
    let first = try await failure("COPY t FROM stdin CSV;\n1,\"a\nb\"\n1,c\n\\.\n")
    #expect(first.first?.hasPrefix("Migrations/1_a.sql:2:1: error: duplicate key") == true)
    #expect(
      try await failure("\nCOPY nope FROM stdin;\n1\n\\.\n").first?.hasPrefix("Migrations/1_a.sql:3:1: error: relation")
        == true)
  }

  @Test("is at the line of a DO block")
  func block() async throws {
    #expect(
      try await failure("DO LANGUAGE plpgsql $$\nBEGIN\n  PERFORM nope\n    FROM t;\nEND $$;") == [
        "Migrations/1_a.sql:4:11: error: column \"nope\" does not exist", "  PERFORM nope", "          ^",
      ])
    #expect(
      try await failure("DO 'BEGIN\n  RAISE EXCEPTION ''no'';\nEND';") == [
        "Migrations/1_a.sql:3:3: error: no", "  RAISE EXCEPTION ''no'';", "  ^",
      ])
  }

  @Test("is at the line of a function that the file makes, the innermost one")
  func function() async throws {
    let functions = """
      CREATE FUNCTION inner_one(a int DEFAULT 1) RETURNS int LANGUAGE plpgsql AS $x$
      DECLARE b int;
      BEGIN
        b := a + (SELECT nope FROM t);
        RETURN b;
      END $x$;
      CREATE OR REPLACE FUNCTION public."Outer one"() RETURNS int LANGUAGE plpgsql AS $$
      BEGIN
        RETURN inner_one();
      END $$;
      """
    #expect(
      try await failure("\(functions)\nSELECT public.\"Outer one\"();") == [
        "Migrations/1_a.sql:5:20: error: column \"nope\" does not exist", "  b := a + (SELECT nope FROM t);",
        "                   ^",
      ])
  }

  @Test("is at the statement where which function it was can't be told")
  func ambiguous() async throws {
    let function = "CREATE OR REPLACE FUNCTION f() RETURNS void LANGUAGE plpgsql AS $$ BEGIN RAISE 'no'; END $$;"
    #expect(try await failure("\(function)\n\(function)\nSELECT f();").first == "Migrations/1_a.sql:4:1: error: no")
  }
}

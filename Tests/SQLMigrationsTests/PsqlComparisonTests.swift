import Foundation
import SQLMigrations
import Testing

@Suite("What psql sends of a file", .serialized, .enabled(if: Psql.isThere))
struct PsqlComparisonTests {
  @Test("are the statements and the data that are found in it")
  func examples() async throws {
    try await compare([
      "U&'b'--;\ncreate procedure p() begin atomic select 1; end;\nSELECT 1;",
      "b'1' create function f() begin atomic select 1; end; 2",
      "SELECT 1;; ; SELECT 2 -- c\n;\n\n/* ; /* */ */ SELECT 3", "\u{FEFF}SELECT 'a;\r\n\r\n'';b';\r\nSELECT 2\r\n",
      "COPY a FROM stdin;\n1\t;'\n\\N\n\\.\nSELECT 1;", "COPY a FROM stdin; SELECT 1;\n1\n\\.\nSELECT 2;\n",
      "COPY a FROM stdin; COPY b FROM stdin;\n1\n\\.\n2\n\\.\nSELECT 2;\n",
      "COPY a FROM stdin;\r\n1\r\n\\.\r\nSELECT 1;\r\n",
      "COPY a FROM stdin;\n1\n\\.x\n \\.\n2", "COPY a FROM stdin;\n\\.\nSELECT 1",
      "copy a (b) from /* c */ stdin with (x);\n1",
      "SET standard_conforming_strings = off;\nSELECT 'a\\';b', U&'\\';\nSET standard_conforming_strings = on; SELECT '\\';\n1",
      "SET standard_conforming_strings = off;\nSELECT b'\\'; SELECT x'\\'; SELECT ab'\\';', n'\\';';SELECT 2;",
      "\\set ON_ERROR_STOP on \\\\ SELECT 1;\n\\echo hi\nSELECT '\\echo';", "\\echo 'a''b' \\echo c\nSELECT 1;",
      "SELECT a::int, b[1:2], c[x:y], ':USER', \":USER\", $$:USER$$, d := 1, :'x', :\"y\";",
      "SELECT 1e'a\\';'; SELECT 1",
      "CREATE RULE r AS ON INSERT TO a DO ALSO (SELECT 1; SELECT 2;); SELECT 3",
      "CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT CASE 1 WHEN 1 THEN 2 END; END; SELECT 3",
      "SELECT 123abc$$;$$; SELECT 2", "SELECT (1; 2",
      "\\c\nSELECT 1;\n\\connect -\nSELECT 2", "/* ; */*/--case 'é(1; 2)*/",
    ])
  }

  @Test("are those that are found, of which there are many random ones")
  func random() async throws {
    let seed = UInt64.random(in: .min ... .max)
    print("random psql files: seed \(seed)")
    var files = RandomPsqlFile(seed: seed)
    try await compare((0..<250).map { _ in files.next() })
  }

  @Test("are those of the files that it includes, at their place")
  func includes() async throws {
    let scratch = try ScratchFolder([
      "Migrations/1.sql": "SELECT 1;\n\\ir x/a.sqlx\n\\i b.sqlx\nSELECT '\\';",
      "Migrations/x/a.sqlx": "\\ir '../c d.sqlx'\nSELECT 2",
      "b.sqlx": "SET standard_conforming_strings = off;\n\\i Migrations/x/e.sqlx \\\\ SELECT 3;",
      "Migrations/c d.sqlx": "SELECT 4;",
      "Migrations/x/e.sqlx": "SELECT '\\';';\nSET standard_conforming_strings = on;",
    ])
    let server = try FakeServer()
    defer { server.stop() }
    let script = try #require(MigrationFolder(in: scratch.directory).read().migrations.first).up
    try await Psql.run("Migrations/1.sql", in: scratch.url, server)
    check(script, server.takeQueries())
  }

  private func compare(_ texts: [String]) async throws {
    let server = try FakeServer()
    defer { server.stop() }
    let scratch = try ScratchFolder()
    for text in texts {
      let script = SQLScript(
        file: "a.sql", text: text.hasPrefix("\u{FEFF}") ? String(text.unicodeScalars.dropFirst()) : text)
      // Nothing is sent of what is refused: a command that only psql has, a quote or comment without an end.
      if !script.problems.isEmpty { continue }
      try scratch.write(Data(text.utf8), to: "a.sql")
      try await Psql.run("a.sql", in: scratch.url, server)
      check(script, server.takeQueries())
    }
  }

  private func check(_ script: SQLScript, _ sent: [FakeServer.Query]) {
    let found = ScriptSteps(script).statements.map { steps, statement in
      FakeServer.Query(text: steps.text(statement.range), data: statement.data.map(steps.text))
    }
    let sent = sent.filter { !isBlank($0.text) }
    #expect(sent.count == found.count, "\(script.text.debugDescription): \(sent) \(found)")
    for (theirs, ours) in zip(sent, found) {
      // psql drops empty lines.
      let (text, part) = (squeezed(theirs.text), squeezed(ours.text))
      // What it is may stand in a comment before or behind it as well.
      let around = places(of: part, in: text).contains {
        isBlank(String(text[..<$0.lowerBound])) && isBlank(String(text[$0.upperBound...]))
      }
      #expect(
        around, "\(script.text.debugDescription): \(theirs.text.debugDescription) is not \(ours.text.debugDescription)")
      // psql has sent the mark at the end in some versions.
      let data = theirs.data.map {
        $0.hasSuffix("\\.\n") ? String($0.dropLast(3)) : $0.hasSuffix("\\.\r\n") ? String($0.dropLast(3)) : $0
      }
      #expect(data == ours.data, "\(script.text.debugDescription)")
    }
  }

  private func places(of part: String, in text: String) -> [Range<String.Index>] {
    var places: [Range<String.Index>] = []
    var start = text.startIndex
    while let place = text.range(of: part, options: .literal, range: start..<text.endIndex) {
      places.append(place)
      start = text.unicodeScalars.index(after: place.lowerBound)
    }
    return places
  }

  private func squeezed(_ text: String) -> String {
    // By scalars: CR LF is one character.
    text.unicodeScalars.split(separator: "\n").map(String.init).joined(separator: "\n")
  }

  private func isBlank(_ text: String) -> Bool { SQLScript(file: "", text: text).statements.first { _ in true } == nil }
}

import LibPQ
import OwnTestServer
import SQLMigrations
import Testing

@Suite("Statements as the server sees them")
struct RandomScriptTests {
  @Test("are the same that are found in a file, of which there are many random ones")
  func random() async throws {
    let seed = UInt64.random(in: .min ... .max)
    print("random scripts: seed \(seed)")
    try await Migrating.inNewDatabase { database in
      var scripts = RandomScript(seed: seed)
      for _ in 0..<150 { try await compare(scripts.next(), database.connection, seed) }
    }
  }

  /// Runs a text whole and in parts: both have to give the same, statement by statement.
  private func compare(_ text: String, _ connection: Connection, _ seed: UInt64) async throws {
    let statements = SQLScript(file: "a.sql", text: text).statements
    try await connection.execute("BEGIN")
    var whole: [QueryResult] = []
    do {
      whole = try await connection.execute(text)
    } catch {
      Issue.record("seed \(seed): the server refuses \(text): \(error)")
    }
    try await connection.execute("ROLLBACK; BEGIN")
    var parts: [QueryResult] = []
    for statement in statements {
      let results = try await connection.execute(statement.text)
      #expect(results.count { !$0.commandTag.isEmpty } == 1, "seed \(seed): \(statement.text)")
      parts += results
    }
    try await connection.execute("ROLLBACK")
    let expected = whole.filter { !$0.columns.isEmpty || !$0.commandTag.isEmpty }
    #expect(parts == expected, "seed \(seed): \(text)")
  }
}

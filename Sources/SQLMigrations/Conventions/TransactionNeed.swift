/// What statements need of a transaction.
enum TransactionNeed {
  /// Gives a script the transaction that it has as one query: none where its only statement can't be in one.
  ///
  /// Several statements in one query are a transaction to the server, and one alone is its own.
  static func likeOneQuery(_ script: SQLScript) -> SQLScript {
    var statements = script.statements
    guard let first = statements.next(), refusesTransaction(first.text), statements.next() == nil else { return script }
    return script.part(text: script.text, runsInTransaction: false)
  }

  /// Whether a statement can't be run inside a transaction.
  ///
  /// Source: PostgreSQL's calls of `PreventInTransactionBlock`, as far as Flyway knows them: the rest is rare in migrations,
  /// and can be given its own file with a directive.
  static func refusesTransaction(_ statement: String) -> Bool {
    let words = words(statement)
    guard let verb = words.first, let object = words.dropFirst().first else { return words == ["VACUUM"] }
    switch verb {
    case "VACUUM": return true
    case "DISCARD": return object == "ALL"
    case "ALTER": return object == "SYSTEM"
    case "REINDEX":
      let rest = object == "VERBOSE" ? words.dropFirst(2) : words.dropFirst()
      return ["SCHEMA", "DATABASE", "SYSTEM"].contains(rest.first) || rest.dropFirst().first == "CONCURRENTLY"
    case "CREATE", "DROP":
      if ["DATABASE", "TABLESPACE", "SUBSCRIPTION"].contains(object) { return true }
      let rest = object == "UNIQUE" ? words.dropFirst(2) : words.dropFirst()
      return rest.first == "INDEX" && rest.dropFirst().first == "CONCURRENTLY"
    default: return false
    }
  }

  /// The first words in capitals, as many as it takes; of a long statement, not all is looked at.
  private static func words(_ statement: String) -> [String] {
    let beginning = statement.prefix(200)
    return beginning.split(maxSplits: 5, whereSeparator: { $0.isWhitespace || $0 == "(" }).prefix(5)
      .map { $0.uppercased() }
  }
}

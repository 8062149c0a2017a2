/// Statements that the server takes only outside of a transaction, and alone.
///
/// Source: PostgreSQL, the callers of `PreventInTransactionBlock`, and the list of Flyway's
/// `PostgreSQLParser`, which is shorter. Left out is what can't be told from the text: REINDEX and CLUSTER of a
/// partitioned table. A wrong yes costs a file its transaction; a wrong no is an error that says what to do.
enum StandaloneStatement {
  /// Whether a statement with these words is one. Procedures that end transactions are not known here.
  static func matches(_ words: [String]) -> Bool {
    func second(_ candidates: Set<String>) -> Bool { words.count > 1 && candidates.contains(words[1]) }
    switch words.first {
    case "vacuum": return true
    case "create": return second(["database", "tablespace"]) || makesIndex(words) || makesSubscription(words)
    case "drop": return second(["database", "tablespace", "subscription"]) || makesIndex(words)
    case "alter": return second(["system"]) || alters(words)
    case "reindex": return reindexes(words)
    case "discard": return second(["all"])
    case "cluster": return words.dropFirst().allSatisfy { $0 == "verbose" }
    case "commit", "rollback": return second(["prepared"])
    default: return false
    }
  }

  /// CREATE [UNIQUE] INDEX CONCURRENTLY, DROP INDEX CONCURRENTLY.
  static func makesIndex(_ words: [String]) -> Bool {
    let rest = words.dropFirst().drop { $0 == "unique" }
    return ["create", "drop"].contains(words.first) && rest.starts(with: ["index", "concurrently"])
  }

  /// Without a slot to be made on the other server it may be in a transaction.
  private static func makesSubscription(_ words: [String]) -> Bool {
    guard words.dropFirst().first == "subscription" else { return false }
    return !zip(words, words.dropFirst()).contains {
      ["create_slot", "connect"].contains($0) && ["false", "off", "0", "no"].contains($1)
    }
  }

  private static func alters(_ words: [String]) -> Bool {
    switch words.dropFirst().first {
    case "table":
      return zip(words, words.dropFirst()).contains { $0 == "detach" && $1 == "partition" }
        && words.last == "concurrently"
    case "database": return words.dropFirst(3).starts(with: ["set", "tablespace"])
    case "subscription":
      let action = words.dropFirst(3)
      let refreshes = ["refresh", "set", "add", "drop"].contains(action.first) && action.contains("publication")
      return refreshes
        && !zip(action, action.dropFirst()).contains { $0 == "refresh" && ["false", "off"].contains($1) }
    default: return false
    }
  }

  /// REINDEX with CONCURRENTLY, as an option in parentheses or not, and of more than a table.
  private static func reindexes(_ words: [String]) -> Bool {
    let kinds: Set = ["index", "table", "schema", "database", "system"]
    guard let kind = words.firstIndex(where: kinds.contains) else { return false }
    if ["schema", "database", "system"].contains(words[kind]) { return true }
    if words.dropFirst(kind + 1).first == "concurrently" { return true }
    guard let option = words[..<kind].firstIndex(of: "concurrently") else { return false }
    return !["off", "false", "0"].contains(words[option + 1])
  }
}

/// What statements and commands decide about how the text below them is read.
struct PsqlState {
  /// The key with which psql's commands were switched off, and by which they can be switched on again.
  var restriction: String?
  /// Whether the file has begun a transaction that it has not ended.
  private(set) var isInOwnTransaction = false
  /// The setting `standard_conforming_strings`, for the session and until the transaction ends.
  private var session = true
  private var local: Bool?
  /// What the session's is again after a rollback.
  private var sessionBefore = true

  /// Whether a backslash is a character like any other in `'…'`.
  var hasStandardStrings: Bool { local ?? session }

  /// A new connection.
  mutating func reconnect() { (session, local, sessionBefore, isInOwnTransaction) = (true, nil, true, false) }

  /// Takes note of a statement, by its words, strings among them without their quotes.
  ///
  /// - Returns: Whether it changes how the server reads what comes later, so that both can't be sent together.
  mutating func follow(_ words: [String]) -> Bool {
    let before = hasStandardStrings
    switch words.first {
    case "set", "reset", "select", "discard": return followSetting(words) || hasStandardStrings != before
    case "begin", "start": (isInOwnTransaction, sessionBefore) = (true, session)
    case "commit", "end": finish()
    case "rollback" where !words.prefix(3).contains("to"), "abort":
      session = sessionBefore
      finish()
    default: break
    }
    return hasStandardStrings != before
  }

  private mutating func finish() { (isInOwnTransaction, local, sessionBefore) = (false, nil, session) }

  /// The settings that decide how the server reads a text.
  private static let settings: Set = ["standard_conforming_strings", "backslash_quote", "client_encoding", "names"]

  private mutating func followSetting(_ words: [String]) -> Bool {
    if words == ["reset", "all"] || words == ["discard", "all"] {
      (session, local) = (true, nil)
      return true
    }
    let isFunction = words.first == "select"
    // SET [LOCAL | SESSION] name { TO | = } value, RESET name, SELECT [pg_catalog.]set_config(name, value, is_local).
    let start = isFunction ? (words.firstIndex(of: "set_config") ?? words.count) + 1 : 1
    var rest = words.dropFirst(start)
    var isLocal = false
    if !isFunction, let scope = rest.first, ["local", "session"].contains(scope) {
      isLocal = scope == "local"
      rest = rest.dropFirst()
    }
    guard let name = rest.first, Self.settings.contains(name) else { return false }
    rest = rest.dropFirst()
    if isFunction { isLocal = rest.dropFirst().first == "true" }
    if rest.first == "to" { rest = rest.dropFirst() }
    if name == "standard_conforming_strings" {
      // The server takes any beginning of these words that is not one of both.
      let isOff = rest.first.map {
        ["off", "of", "0"].contains($0) || isStart($0, of: "false") || isStart($0, of: "no")
      }
      let value = isOff != true
      if isLocal { local = value } else { (session, local) = (value, nil) }
    }
    return true
  }

  private func isStart(_ word: String, of whole: String) -> Bool { !word.isEmpty && whole.hasPrefix(word) }
}

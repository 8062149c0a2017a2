/// A statement that makes or drops roles.
package enum RoleStatement: Sendable, Hashable {
  case create(RoleDefinition)
  /// With the names as the server knows them.
  case drop([String], ifExists: Bool)

  /// What such a statement has behind its first word.
  static let kinds: Set = ["role", "user", "group"]

  /// Reads it; `nil` where it is another statement, or has something in it that is not known here.
  package init?(_ script: ScriptSteps, _ statement: ScriptStatement) {
    guard statement.traits.contains(.changesRoles) else { return nil }
    var tokens = StatementTokens(script.bytes, statement.range)
    if tokens.take("create") {
      let logsIn = tokens.take("user")
      guard logsIn || tokens.take("role") || tokens.take("group"), let name = tokens.takeName(),
        let definition = RoleDefinition(name: name, logsIn: logsIn, tokens)
      else { return nil }
      self = .create(definition)
    } else {
      guard tokens.take("drop"), tokens.take("role") || tokens.take("user") || tokens.take("group") else { return nil }
      let ifExists = tokens.take("if", "exists")
      var names: [String] = []
      repeat {
        guard let name = tokens.takeName() else { return nil }
        names.append(name)
      } while tokens.take(symbol: ",")
      guard tokens.isEmpty else { return nil }
      self = .drop(names, ifExists: ifExists)
    }
  }
}

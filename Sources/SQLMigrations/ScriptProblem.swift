/// What is wrong with a script, as far as that can be told without a server.
package struct ScriptProblem: Sendable, Hashable {
  /// Where.
  package let location: SQLLocation
  /// What is wrong, and what to do next.
  package let message: String
}

/// Environment variables that are most likely misspelt ones of ours.
package struct VariableTypos: Sendable {
  /// A variable that is set, and the one that was most likely meant; `nil` where none is near.
  package struct Typo: Sendable, Hashable {
    package let given: String
    package let meant: String?
  }

  private let known: [String]
  private let prefix: String

  /// - Parameters:
  ///   - known: The names that mean something.
  ///   - prefix: With what a name begins that can only be one of ours.
  package init(known: [String], prefix: String) {
    self.known = known
    self.prefix = prefix
  }

  /// Those among the names of an environment, sorted.
  ///
  /// Another name counts only where it is but a letter away from one of ours, or two of a long one: `POSTGRES_DB` is none.
  package func typos(among names: some Sequence<String>) -> [Typo] {
    names.filter { !known.contains($0) }.sorted().compactMap { name in
      let meant = Likeness.nearest(to: name, of: known)
      if name.hasPrefix(prefix) { return Typo(given: name, meant: meant) }
      guard let meant, Likeness.distance(name, meant) * 8 <= meant.count else { return nil }
      return Typo(given: name, meant: meant)
    }
  }
}

/// Options that are passed on to another program and are most likely misspelt: one of ours, or one of that program's.
package struct OptionTypos: Sendable {
  /// An option that was given, and the one that was most likely meant; both with their hyphens.
  package struct Typo: Sendable, Hashable {
    package let given: String
    package let meant: String
  }

  private let own: [String]
  private let usual: Set<String>

  /// - Parameters:
  ///   - help: Our own help text, with all options that there are.
  ///   - usual: Options that the other program surely has, with their hyphens.
  package init(help: String, usual: Set<String> = []) {
    own = Self.options(in: help)
    self.usual = usual
  }

  /// The first such option, where the other program does not have it.
  ///
  /// - Parameters:
  ///   - arguments: What is passed on.
  ///   - help: What the other program says of its options; asked for only where something is not among the usual ones.
  package func first(in arguments: [String], besidesThoseOf help: () async throws -> String) async rethrows -> Typo? {
    let suspects = Self.options(given: arguments).filter { !usual.contains("--" + $0) }
    guard !suspects.isEmpty else { return nil }
    let others = Self.options(in: try await help())
    // Without it, all that the program has would be taken for typos.
    guard !others.isEmpty else { return nil }
    for suspect in suspects where !others.contains(suspect) {
      guard let meant = Likeness.nearest(to: suspect, of: own + others) else { continue }
      // It may have some that its help doesn't tell of, so one has to be closer to its own than to ours.
      if own.contains(meant) || Likeness.distance(suspect, meant) * 4 <= max(meant.count, 4) {
        return Typo(given: "--" + suspect, meant: "--" + meant)
      }
    }
    return nil
  }

  /// The first option that we don't have, where nothing is passed on.
  package func first(in arguments: [String]) -> Typo? {
    for option in Self.options(given: arguments) where !own.contains(option) {
      if let meant = Likeness.nearest(to: option, of: own) { return Typo(given: "--" + option, meant: "--" + meant) }
    }
    return nil
  }

  /// The names of the options among arguments.
  private static func options(given arguments: [String]) -> [String] {
    let words = arguments.prefix { $0 != "--" }
    return zip(words, [""] + words).filter { word, previous in
      // What stands behind -Xswiftc, -Xlinker and their like is the compiler's or the linker's.
      word.hasPrefix("--") && !previous.hasPrefix("-X")
    }.map { String($0.0.dropFirst(2).prefix { $0 != "=" }) }
  }

  /// The names of the options in a help text: of its lines that begin with one, `  -n, --name/--no-name <value>  What it does`.
  private static func options(in help: String) -> [String] {
    help.split(separator: "\n").flatMap { line -> [String] in
      let definition = line.drop(while: \.isWhitespace)
      guard definition.startIndex > line.startIndex, definition.hasPrefix("-") else { return [] }
      let head = definition.firstRange(of: "  ").map { definition[..<$0.lowerBound] } ?? definition
      return head.matches(of: /--([A-Za-z0-9][A-Za-z0-9-]*)/).map { String($0.1) }
    }
  }
}

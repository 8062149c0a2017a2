/// Options that are passed on to another program and are most likely a misspelt one of ours.
package struct OptionTypos: Sendable {
  /// An option that was given, and the one that was most likely meant; both with their hyphens.
  package struct Typo: Sendable, Hashable {
    package let given: String
    package let meant: String
  }

  private let own: [String]

  /// - Parameter help: Our own help text, with all options that there are.
  package init(help: String) { own = Self.options(in: help) }

  /// The first such option, where the other program does not have it and has none that is more like it.
  ///
  /// - Parameters:
  ///   - arguments: What is passed on.
  ///   - help: What the other program says of its options; asked for only where something looks like a typo.
  package func first(in arguments: [String], besidesThoseOf help: () async throws -> String) async rethrows -> Typo? {
    let suspects = arguments.prefix { $0 != "--" }.filter { $0.hasPrefix("--") }
      .map { String($0.dropFirst(2).prefix { $0 != "=" }) }
      .filter { Likeness.nearest(to: $0, of: own) != nil }
    guard !suspects.isEmpty else { return nil }
    let others = Self.options(in: try await help())
    for suspect in suspects where !others.contains(suspect) {
      if let meant = Likeness.nearest(to: suspect, of: own + others), own.contains(meant) {
        return Typo(given: "--" + suspect, meant: "--" + meant)
      }
    }
    return nil
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

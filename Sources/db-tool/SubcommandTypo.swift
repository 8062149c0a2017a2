import ArgumentParser
import ToolConfiguration

/// A word that was refused and is most likely a misspelt subcommand.
struct SubcommandTypo {
  let given: String
  let meant: String

  /// - Parameters:
  ///   - arguments: What the tool was called with, which was refused.
  ///   - message: Why.
  init?(in arguments: [String], of root: any ParsableCommand.Type, refusedWith message: String) {
    var rest = Self.withoutContext(arguments)
    var subcommands = root.configuration.subcommands
    while let word = rest.first, let known = subcommands.first(where: { $0._commandName == word }) {
      rest.removeFirst()
      subcommands = known.configuration.subcommands
    }
    let suspects = rest.enumerated().filter { index, word in
      !word.hasPrefix("-") && (index == 0 || message.contains("'\(word)'"))
    }
    let names = subcommands.filter { $0.configuration.shouldDisplay }.map { $0._commandName }
    for (_, word) in suspects {
      guard let meant = Likeness.nearest(to: word, of: names) else { continue }
      (given, self.meant) = (word, meant)
      return
    }
    return nil
  }

  /// The arguments without what a plugin writes before them, each with its value; see ``ContextOptions``.
  private static func withoutContext(_ arguments: [String]) -> [String] {
    zip(arguments, [""] + arguments).filter { word, previous in
      !word.hasPrefix("--plugin-") && !previous.hasPrefix("--plugin-")
    }.map { $0.0 }
  }
}

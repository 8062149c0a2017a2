/// SwiftPM's own options, which it understands behind a plugin's name as well, and hands to the plugin, too.
enum SwiftPMArguments {
  private static let flags: Set<String> = ["--disable-sandbox", "--allow-writing-to-package-directory"]
  private static let options: Set<String> = [
    "--allow-network-connections", "--allow-writing-to-directory", "--package",
  ]

  /// The arguments without them.
  static func removed(from arguments: [String]) -> [String] {
    var kept: [String] = []
    var rest = arguments[...]
    while let argument = rest.popFirst() {
      // What follows is not for us to look at.
      if argument == "--" { return kept + [argument] + rest }
      let name = String(argument.prefix { $0 != "=" })
      if flags.contains(argument) { continue }
      if options.contains(name) {
        if name == argument { _ = rest.popFirst() }
        continue
      }
      kept.append(argument)
    }
    return kept
  }
}

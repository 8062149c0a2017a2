import ArgumentParser

/// What is printed.
struct OutputOptions: ParsableArguments {
  /// When colours are used.
  enum Color: String, ExpressibleByArgument, CaseIterable { case auto, always, never }

  @Flag(name: [.long, .customShort("q")], help: "Print only what the tests print, and errors.")
  var quiet = false

  @Flag(name: [.long, .customShort("v")], help: "Print each step and each migration.")
  var verbose = false

  @Option(help: "Use colours: auto, always or never. NO_COLOR is honoured.")
  var color = Color.auto

  func validate() throws {
    if quiet && verbose { throw ValidationError("--quiet and --verbose exclude each other.") }
  }
}

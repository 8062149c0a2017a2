import ArgumentParser

/// The options that say what is printed.
struct OutputOptions: ParsableArguments {
  @Flag(name: [.long, .customShort("q")], help: "Print only what the tests print, and errors.")
  var quiet = false

  @Flag(name: [.long, .customShort("v")], help: "Print each step and each migration.")
  var verbose = false

  @Option(
    help: "Use colours: auto, always or never. NO_COLOR and CLICOLOR_FORCE are honoured.")
  var color = OutputSettings.Color.auto

  func validate() throws {
    if quiet && verbose { throw ValidationError("--quiet and --verbose exclude each other.") }
  }

  /// What they say.
  var settings: OutputSettings { OutputSettings(quiet: quiet, verbose: verbose, wantedColor: color) }
}

extension OutputSettings.Color: ExpressibleByArgument {}

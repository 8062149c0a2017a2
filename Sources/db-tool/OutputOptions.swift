import ArgumentParser
import Supervision

/// What is printed.
struct OutputOptions: ParsableArguments {
  /// When colours are used.
  enum Color: String, ExpressibleByArgument, CaseIterable { case auto, always, never }

  @Flag(name: [.long, .customShort("q")], help: "Print only what the tests print, and errors.")
  var quiet = false

  @Flag(name: [.long, .customShort("v")], help: "Print each step and each migration.")
  var verbose = false

  @Option(
    name: .customLong("color"), help: "Use colours: auto, always or never. NO_COLOR and CLICOLOR_FORCE are honoured.")
  var wantedColor = Color.auto

  /// When colours are used, as the option and else the environment say it.
  ///
  /// Source: https://no-color.org and https://bixense.com/clicolors.
  var color: Color {
    let environment = CleanEnvironment.all
    guard wantedColor == .auto else { return wantedColor }
    if !(environment["NO_COLOR"] ?? "").isEmpty { return .never }
    return ["", "0"].contains(environment["CLICOLOR_FORCE"] ?? "") ? .auto : .always
  }

  func validate() throws {
    if quiet && verbose { throw ValidationError("--quiet and --verbose exclude each other.") }
  }
}

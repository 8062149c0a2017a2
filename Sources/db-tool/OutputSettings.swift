import Supervision

/// What is printed.
struct OutputSettings: Sendable {
  /// When colours are used.
  enum Color: String, CaseIterable, Sendable { case auto, always, never }

  /// Whether nothing is but errors.
  var quiet = false
  /// Whether each step is.
  var verbose = false
  /// When colours are used, as it was said where the tool was called.
  var wantedColor = Color.auto

  /// When colours are used, as that and else the environment say it.
  ///
  /// Source: https://no-color.org and https://bixense.com/clicolors.
  var color: Color {
    let environment = CleanEnvironment.all
    guard wantedColor == .auto else { return wantedColor }
    if !(environment["NO_COLOR"] ?? "").isEmpty { return .never }
    return ["", "0"].contains(environment["CLICOLOR_FORCE"] ?? "") ? .auto : .always
  }
}

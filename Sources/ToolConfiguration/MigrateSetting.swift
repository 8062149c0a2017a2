/// How a package migrates a database by a program of its own, where it has no SQL files for that.
package struct MigrateSetting: Sendable, Hashable {
  /// The program and its arguments.
  package internal(set) var command: [String] = []
  /// Patterns of the files that what comes out depends on; `nil` where nobody says.
  package internal(set) var inputs: [String]?

  static let settings = [
    SettingGroup<MigrateSetting>.Setting(
      "command", "That program and its arguments, each a text of its own."
    ) { $0.command = try $1.textsWithSomething() },
    SettingGroup<MigrateSetting>.Setting(
      "inputs", "Patterns of the files that it depends on; without them it runs every time."
    ) { $0.inputs = try $1.textsWithSomething() },
  ]
}

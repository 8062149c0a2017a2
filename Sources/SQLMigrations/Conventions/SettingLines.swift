/// A file of settings, one a line: `key = value`, as in simple TOML and in Flyway's `.conf`.
struct SettingLines: Sendable {
  /// A setting.
  struct Setting: Sendable, Hashable {
    let key: String
    /// Its value, without quotes around.
    let value: String
    /// Its line, counted from 1.
    let line: Int
  }

  /// All of them, as they come. Comments, empty lines and whatever has no `=` are none.
  let settings: [Setting]

  init(_ script: SQLScript) {
    let lines = ScriptLines(script)
    settings = (0..<lines.count).compactMap { index in
      let parts = lines.text(index).split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        .map(ScriptLines.trimmed)
      guard parts.count == 2, !parts[0].hasPrefix("#"), !parts[0].isEmpty else { return nil }
      return Setting(key: String(parts[0]), value: Self.value(parts[1]), line: index + 1)
    }
  }

  subscript(key: String) -> Setting? { settings.first { $0.key == key } }

  private static func value(_ text: Substring) -> String {
    guard let quote = text.first, quote == "\"" || quote == "'" else {
      return String(ScriptLines.trimmed(text.prefix { $0 != "#" }))
    }
    return String(text.dropFirst().prefix { $0 != quote })
  }
}

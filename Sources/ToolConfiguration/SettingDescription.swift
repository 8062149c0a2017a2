/// What people are told of a setting in `db-test.json`.
package struct SettingDescription: Sendable, Hashable {
  /// Its name; one within another setting has that one's before it, `migrate.command`.
  package let name: String
  /// The option that means the same, where there is one.
  package let flag: String?
  /// The environment variable that means the same, where there is one.
  package let variable: String?
  /// What it is, in a sentence of Markdown.
  package let summary: String

  /// The same setting as a part of another one.
  func part(of group: String) -> SettingDescription {
    SettingDescription(name: "\(group).\(name)", flag: flag, variable: variable, summary: summary)
  }
}

extension Configuration {
  /// Every setting there is, for the reference.
  package static var descriptions: [SettingDescription] {
    settings.flatMap { setting in
      [setting.description]
        + (setting.name == "migrate" ? MigrateSetting.settings.map { $0.description.part(of: setting.name) } : [])
    }
  }

  /// The reference: a table in Markdown.
  package static var reference: String {
    let rows = descriptions.map { setting in
      let names = [setting.name, setting.flag, setting.variable].map { $0.map { "`\($0)`" } ?? "" }
      return "| \((names + [setting.summary]).joined(separator: " | ")) |"
    }
    return (["| setting | flag | variable | |", "|---|---|---|---|"] + rows).joined(separator: "\n")
  }
}

/// Settings that stand together between braces.
enum SettingGroup<Group: Sendable> {
  /// One thing that can be set.
  struct Setting: Sendable {
    /// What people are told of it.
    let description: SettingDescription
    /// Takes its value over.
    let read: @Sendable (inout Group, SettingValue) throws -> Void

    /// Its name in the file.
    var name: String { description.name }

    /// - Parameters:
    ///   - name: Its name in the file.
    ///   - flag: The option that means the same.
    ///   - variable: The environment variable that means the same.
    ///   - summary: What it is, in a sentence of Markdown.
    init(
      _ name: String, flag: String? = nil, variable: String? = nil, _ summary: String,
      _ read: @escaping @Sendable (inout Group, SettingValue) throws -> Void
    ) {
      description = SettingDescription(name: name, flag: flag, variable: variable, summary: summary)
      self.read = read
    }
  }

  /// Reads what stands between the braces: each setting once, and none that is not known.
  ///
  /// - Throws: ``ConfigurationError``.
  static func read(_ members: [JSON5Value.Member], into group: inout Group, _ settings: [Setting]) throws {
    var known: [String: TextPlace] = [:]
    for member in members {
      guard let setting = settings.first(where: { $0.name == member.name }) else {
        throw unknown(member, settings.map(\.name).sorted())
      }
      if let first = known.updateValue(member.place, forKey: member.name) {
        throw ConfigurationError(
          .setTwice, member.place, "'\(member.name)' is set in line \(first.line) already; take one of the two away")
      }
      try setting.read(&group, SettingValue(name: member.name, value: member.value))
    }
  }

  private static func unknown(_ member: JSON5Value.Member, _ names: [String]) -> ConfigurationError {
    let advice =
      Likeness.nearest(to: member.name, of: names).map { "did you mean '\($0)'?" }
      ?? "there are \(names.joined(separator: ", "))"
    return ConfigurationError(.unknownSetting, member.place, "there is no setting '\(member.name)'; \(advice)")
  }
}

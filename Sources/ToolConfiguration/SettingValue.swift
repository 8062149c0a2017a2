/// The value of a setting, as it stands in the file.
struct SettingValue {
  /// The setting's name.
  let name: String
  let value: JSON5Value

  /// A text with something in it.
  func text() throws(ConfigurationError) -> String {
    guard case .text(let text) = value.content else {
      throw refusal("'\(name)' takes a text in quotes, and this is \(value.kind)")
    }
    guard !text.isEmpty else { throw refusal("'\(name)' is empty; leave it out where nothing is to be set") }
    return text
  }

  /// A list of such texts, which may have none.
  func texts() throws(ConfigurationError) -> [String] {
    guard case .array(let values) = value.content else {
      throw refusal("'\(name)' takes a list of texts, [\"…\", \"…\"], and this is \(value.kind)")
    }
    var texts: [String] = []
    for value in values { texts.append(try SettingValue(name: name, value: value).text()) }
    return texts
  }

  /// A list with at least one of them.
  func textsWithSomething() throws(ConfigurationError) -> [String] {
    let texts = try texts()
    guard !texts.isEmpty else { throw refusal("'\(name)' is empty; leave it out where nothing is to be set") }
    return texts
  }

  /// Texts by their names, which may be empty.
  func textsByName() throws(ConfigurationError) -> [String: String] {
    guard case .object(let members) = value.content else {
      throw refusal("'\(name)' takes { \"name\": \"text\" }, and this is \(value.kind)")
    }
    var texts: [String: String] = [:]
    for member in members {
      guard case .text(let text) = member.value.content else {
        throw ConfigurationError(
          .wrongType, member.value.place, "'\(member.name)' takes a text in quotes, and this is \(member.value.kind)")
      }
      guard texts.updateValue(text, forKey: member.name) == nil else {
        throw ConfigurationError(.setTwice, member.place, "'\(member.name)' is set already; take one of the two away")
      }
    }
    return texts
  }

  /// A program that migrates, and what it depends on.
  func migrate() throws -> MigrateSetting {
    guard case .object(let members) = value.content else {
      throw refusal("'\(name)' takes { \"command\": […], \"inputs\": […] }, and this is \(value.kind)")
    }
    var setting = MigrateSetting()
    try SettingGroup.read(members, into: &setting, MigrateSetting.settings)
    guard !setting.command.isEmpty else {
      throw ConfigurationError(
        .missing, value.place,
        "'\(name)' lacks its \"command\", such as [\"swift\", \"run\", \"App\", \"migrate\", \"--yes\"]")
    }
    return setting
  }

  private func refusal(_ message: String) -> ConfigurationError {
    ConfigurationError(.wrongType, value.place, message)
  }
}

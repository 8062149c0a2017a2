#if canImport(FoundationEssentials)
  internal import FoundationEssentials
#else
  internal import Foundation
#endif

extension Configuration {
  /// The file's name; it lies beside `Package.swift`.
  package static let fileName = "db-test.json"

  /// Reads the file of a package; where there is none, nothing is configured.
  ///
  /// - Throws: ``ConfigurationError``.
  package static func read(packageDirectory: String) throws -> Configuration {
    let path = packageDirectory + "/" + fileName
    guard FileManager.default.fileExists(atPath: path) else { return Configuration() }
    guard let data = FileManager.default.contents(atPath: path) else {
      throw ConfigurationError(.unreadable, nil, "'\(path)' can't be read; is it a file, and yours?")
    }
    guard let text = String(data: data, encoding: .utf8) else {
      throw ConfigurationError(.unreadable, nil, "'\(path)' is no UTF-8 text; save it as one")
    }
    return try Configuration(parsing: text)
  }

  /// Reads what a file holds.
  ///
  /// - Throws: ``ConfigurationError``.
  init(parsing text: String) throws {
    let file = try JSON5Reader.value(in: text)
    guard case .object(let members) = file.content else {
      throw ConfigurationError(
        .wrongType, file.place, "the settings stand between braces, { \"role\": \"app\" }; this is \(file.kind)")
    }
    var known: [String: TextPlace] = [:]
    for member in members {
      guard let setting = Self.settings.first(where: { $0.name == member.name }) else {
        throw Self.unknown(member)
      }
      if let first = known.updateValue(member.place, forKey: member.name) {
        throw ConfigurationError(
          .setTwice, member.place, "'\(member.name)' is set in line \(first.line) already; take one of the two away")
      }
      try setting.read(&self, SettingValue(name: member.name, value: member.value))
    }
  }

  private static func unknown(_ member: JSON5Value.Member) -> ConfigurationError {
    let names = settings.map(\.name)
    let advice =
      Likeness.nearest(to: member.name, of: names).map { "did you mean '\($0)'?" }
      ?? "there are \(names.joined(separator: ", "))"
    return ConfigurationError(.unknownSetting, member.place, "there is no setting '\(member.name)'; \(advice)")
  }
}

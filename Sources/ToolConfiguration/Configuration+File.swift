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
    try SettingGroup.read(members, into: &self, Self.settings)
    if migrate != nil, migrations != nil {
      let second = members.last { ["migrate", "migrations"].contains($0.name) }
      throw ConfigurationError(
        .contradiction, second?.place,
        "'migrate' is a program that migrates and 'migrations' a folder of SQL files for this tool to run; set one of them"
      )
    }
  }
}

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
    guard let text = try text(packageDirectory: packageDirectory) else { return Configuration() }
    return try Configuration(parsing: text)
  }

  /// What the file holds; `nil` where there is none.
  ///
  /// - Throws: ``ConfigurationError``.
  static func text(packageDirectory: String) throws -> String? {
    let path = packageDirectory + "/" + fileName
    guard FileManager.default.fileExists(atPath: path) else { return nil }
    guard let data = FileManager.default.contents(atPath: path) else {
      throw ConfigurationError(.unreadable, nil, "'\(path)' can't be read; is it a file, and yours?")
    }
    guard let text = String(data: data, encoding: .utf8) else {
      throw ConfigurationError(.unreadable, nil, "'\(path)' is no UTF-8 text; save it as one")
    }
    return text
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
    try Self.checkMigrate(members)
  }

  /// Makes sure that a program that migrates is all that migrates.
  private static func checkMigrate(_ members: [JSON5Value.Member]) throws {
    guard members.contains(where: { $0.name == "migrate" }) else { return }
    let meanings = [
      "migrations": "a folder of SQL files for this tool to run",
      "migrationsFormat": "the format of SQL files for this tool to run",
      "placeholders": "what stands in SQL files for this tool to run",
    ]
    guard let other = members.first(where: { meanings[$0.name] != nil }), let meaning = meanings[other.name] else {
      return
    }
    let second = members.last { $0.name == "migrate" || $0.name == other.name }
    throw ConfigurationError(
      .contradiction, second?.place,
      "'migrate' is a program that migrates and '\(other.name)' \(meaning); set one of them")
  }
}

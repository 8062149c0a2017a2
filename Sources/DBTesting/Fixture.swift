internal import Foundation

/// An SQL file that is to be run in a test's database, as the test names it.
struct Fixture: Sendable, Hashable {
  /// The path, relative to one of the folders below, or a full one.
  let path: String
  /// The source file that names it.
  let source: String

  /// The full path of the file: it is searched in the source file's folder, in that one's `Fixtures`, and in
  /// the package's `Fixtures`.
  ///
  /// - Throws: ``TestDatabaseError`` where it is in none of them.
  func find() throws -> String {
    if path.hasPrefix("/") {
      guard FileManager.default.fileExists(atPath: path) else {
        throw TestDatabaseError(.fixtureNotFound, "there is no fixture '\(path)'")
      }
      return path
    }
    let candidates = folders.map { "\($0)/\(path)" }
    guard let found = candidates.first(where: FileManager.default.fileExists(atPath:)) else {
      throw TestDatabaseError(
        .fixtureNotFound,
        "there is no fixture '\(path)'; these were looked for: "
          + candidates.map { "'\($0)'" }.joined(separator: ", "))
    }
    return found
  }

  private var folders: [String] {
    let folder = Self.parent(of: source)
    let besideSource = [folder, "\(folder)/Fixtures"]
    guard let package = Self.package(around: folder), package != folder else { return besideSource }
    return besideSource + ["\(package)/Fixtures"]
  }

  private static func package(around folder: String) -> String? {
    var folder = folder
    while !folder.isEmpty {
      if FileManager.default.fileExists(atPath: "\(folder)/Package.swift") { return folder }
      folder = parent(of: folder)
    }
    return nil
  }

  /// The folder that holds a file or folder; empty for the root.
  private static func parent(of path: String) -> String {
    path.lastIndex(of: "/").map { String(path[..<$0]) } ?? ""
  }
}

import Foundation
import Testing

/// A text of this package that people read or copy.
struct Document: Sendable, CustomTestStringConvertible {
  /// Its path in the package.
  let path: String
  /// What is in it.
  let text: String

  var testDescription: String { path }

  /// The package's folder.
  static let package = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  /// Reads one.
  init(_ path: String) throws {
    self.path = path
    text = try String(contentsOf: Self.package.appending(path: path), encoding: .utf8)
  }

  /// Those in a folder of the package, or in a folder of it, whose names end in one of these ways.
  ///
  /// What was built is left out.
  static func all(in folder: String, endings: [String]) throws -> [Document] {
    let root = package.appending(path: folder)
    let paths = try FileManager.default.subpathsOfDirectory(atPath: root.path)
    return try paths.sorted()
      .filter { path in !path.contains(".build/") && endings.contains { path.hasSuffix($0) } }
      .map { try Document("\(folder)/\($0)") }
  }
}

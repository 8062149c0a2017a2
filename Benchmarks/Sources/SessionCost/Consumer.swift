import BenchmarkTools
import Foundation

/// A package that names ours as a dependency, in a folder of its own.
struct Consumer {
  /// The package's folder.
  let directory: URL

  /// Copies the fixture.
  ///
  /// - Parameters:
  ///   - fixture: The package's folder, with `SWIFT_DB_TEST` in its manifest where our checkout goes.
  ///   - checkout: The checkout of swift-db-test that is measured.
  /// - Throws: What the file system says.
  init(fixture: URL, checkout: URL) throws {
    directory = FileManager.default.temporaryDirectory.appending(path: "session-cost-\(UUID().uuidString)")
    try FileManager.default.copyItem(at: fixture, to: directory)
    let manifest = directory.appending(path: "Package.swift")
    let text = try String(contentsOf: manifest, encoding: .utf8)
    try text.replacingOccurrences(of: "SWIFT_DB_TEST", with: checkout.path)
      .write(to: manifest, atomically: true, encoding: .utf8)
  }

  /// How long `swift package …` takes in the package, in seconds.
  ///
  /// - Throws: ``CommandFailed`` where it does not exit with 0.
  func time(_ arguments: [String]) throws -> Double {
    let command = Process()
    command.executableURL = URL(filePath: "/usr/bin/env")
    command.arguments = ["swift", "package"] + arguments
    command.currentDirectoryURL = directory
    let (time, text) = try command.runToEnd(joinsErrors: true)
    guard command.terminationStatus == 0 else {
      throw CommandFailed(command: arguments.joined(separator: " "), output: String(decoding: text, as: UTF8.self))
    }
    return time / 1000
  }

  /// Removes the folder.
  func remove() { try? FileManager.default.removeItem(at: directory) }
}

/// A command that should have worked.
struct CommandFailed: Error, CustomStringConvertible {
  let command: String
  let output: String
  var description: String { "`swift package \(command)` failed:\n\(output)" }
}

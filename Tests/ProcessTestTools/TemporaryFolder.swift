internal import Foundation

/// A folder for one test, removed with the last reference.
package final class TemporaryFolder: Sendable {
  /// The folder's full path, without symbolic links.
  package let path: String

  /// Makes the folder.
  ///
  /// - Parameters:
  ///   - name: A word in its name.
  ///   - parent: Where it lies; by default where the system has such folders.
  package init(_ name: String = "folder", in parent: String? = nil) throws {
    let place = parent.map(URL.init(fileURLWithPath:)) ?? FileManager.default.temporaryDirectory
    let suffix = String(UInt32.random(in: .min ... .max), radix: 36)
    path = place.resolvingSymlinksInPath().appendingPathComponent("dbt \(name) \(suffix)").path
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// The full path of what has this name in it.
  package func path(_ name: String) -> String { path + "/" + name }

  /// What is in it, or in a folder of it, by name.
  package func names(in folder: String = "") throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: path(folder)).sorted()
  }

  /// Makes a folder in it, and those that lie between.
  @discardableResult
  package func makeFolder(_ name: String) throws -> String {
    try FileManager.default.createDirectory(atPath: path(name), withIntermediateDirectories: true)
    return path(name)
  }

  /// Writes a file, and makes the folders it lies in.
  @discardableResult
  package func write(_ text: String, to name: String) throws -> String {
    try makeFolder(String(name.split(separator: "/").dropLast().joined(separator: "/")))
    try Data(text.utf8).write(to: URL(fileURLWithPath: path(name)))
    return path(name)
  }

  /// Writes a shell script that can be called as a program.
  ///
  /// Another process writes the file itself: a child that a test starts at the same moment would inherit our
  /// descriptor of it, and as long as anybody has a program open for writing, it can't be run (`ETXTBSY`).
  @discardableResult
  package func script(_ name: String, _ body: String) throws -> String {
    let source = try write("#!/bin/sh\n\(body)\n", to: name + ".source")
    let copy = Process()
    copy.executableURL = URL(fileURLWithPath: "/bin/sh")
    copy.arguments = ["-c", #"cp -- "$1" "$2" && chmod 755 -- "$2""#, "sh", source, path(name)]
    try copy.run()
    copy.waitUntilExit()
    guard copy.terminationStatus == 0 else { throw CocoaError(.fileWriteUnknown) }
    try FileManager.default.removeItem(atPath: source)
    return path(name)
  }

  /// Makes a symbolic link.
  package func link(_ name: String, to destination: String) throws {
    try makeFolder(String(name.split(separator: "/").dropLast().joined(separator: "/")))
    try FileManager.default.createSymbolicLink(atPath: path(name), withDestinationPath: destination)
  }
}

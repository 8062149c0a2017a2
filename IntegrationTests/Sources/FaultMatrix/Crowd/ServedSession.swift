import Foundation
import IntegrationHarness

/// A session that `db-tool serve` has opened for us: as `DBTesting` starts it, by a program of our own.
///
/// Its functions wait; they are for a thread of their own.
final class ServedSession {
  private let process = Process()
  private let input = Pipe()
  private let errors: String
  /// The path of its lease server's socket.
  let leases: String

  /// Opens one.
  ///
  /// - Parameters:
  ///   - words: The program and its first arguments.
  ///   - errors: The file for what it says to people.
  init(_ words: [String], in package: String, environment: [String: String], errors: String) throws {
    self.errors = errors
    _ = FileManager.default.createFile(atPath: errors, contents: nil)
    let output = Pipe()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = words + ["serve", "--verbose"]
    process.currentDirectoryURL = URL(filePath: package)
    process.environment = environment
    process.standardInput = input
    process.standardOutput = output
    process.standardError = FileHandle(forWritingAtPath: errors)
    try process.run()
    var line = Data()
    while !line.contains(UInt8(ascii: "\n")) {
      let piece = output.fileHandleForReading.availableData
      if piece.isEmpty { break }
      line += piece
    }
    let address = try? JSONDecoder().decode([String: String].self, from: line)
    guard let leases = address?["leases"] else {
      process.waitUntilExit()
      throw Unexpected("no session was opened: \(address?["failure"] ?? "")\n\(Self.text(errors))")
    }
    self.leases = leases
  }

  /// The folder of its run.
  var folder: String { URL(filePath: leases).deletingLastPathComponent().path }

  /// The process.
  var identifier: Int32 { process.processIdentifier }

  /// Lets it end, as the end of the tests does.
  ///
  /// - Throws: ``Unexpected`` where it has something to complain of.
  func end() throws {
    try input.fileHandleForWriting.close()
    process.waitUntilExit()
    let said = Self.text(errors)
    guard process.terminationStatus == 0, !said.contains("warning: "), !said.contains("error: ") else {
      throw Unexpected("it ended with \(process.terminationStatus):\n\(said)")
    }
  }

  /// Kills it, and before it the process that would tidy up after it.
  func killWithWatcher() {
    // The program is the child of whatever it was started by.
    let family = ProcessTable.processes { entry, _ in entry.identifier == identifier } + descendants(of: identifier)
    for role in [ProcessRole.watcher, nil] {
      for entry in family where role?.isRole(of: entry) ?? true { kill(entry.identifier, SIGKILL) }
    }
    process.waitUntilExit()
  }

  private func descendants(of parent: Int32) -> [ProcessEntry] {
    ProcessTable.children(of: parent).flatMap { [$0] + descendants(of: $0.identifier) }
  }

  private static func text(_ file: String) -> String { (try? String(contentsOfFile: file, encoding: .utf8)) ?? "" }
}

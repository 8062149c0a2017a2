public import Foundation

/// A session of `db-tool serve`, which hands out databases to this process and those that it starts.
public final class ToolSession {
  private let process = Process()
  private let input = Pipe()

  /// Starts it; afterwards, DBTesting asks it.
  ///
  /// - Parameters:
  ///   - migrations: The folder of the migrations.
  ///   - directory: A folder of ours, where the package is that `db-tool` believes to serve.
  ///   - environment: What `db-tool` finds otherwise than we.
  /// - Throws: ``Failure``, and what the file system says.
  public init(migrations: URL, directory: URL, environment: [String: String] = [:]) throws {
    try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
    try Data("// swift-tools-version: 6.2\nlet package = Package(name: \"bench\")\n".utf8)
      .write(to: directory.appending(path: "Package.swift"))
    process.executableURL = Self.program.deletingLastPathComponent().appending(path: "db-tool")
    process.arguments = ["serve", "--migrations", migrations.path]
    process.currentDirectoryURL = directory
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    process.standardInput = input
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    var line = Data()
    while !line.contains(UInt8(ascii: "\n")) {
      let piece = output.fileHandleForReading.availableData
      if piece.isEmpty { break }
      line += piece
    }
    let address = try? JSONDecoder().decode([String: String].self, from: line)
    guard let leases = address?["leases"] else {
      throw Failure(description: "db-tool has no database: \(address?["failure"] ?? "it gave no reason")")
    }
    // Before DBTesting looks, and before there are threads that might.
    setenv("DB_TEST_LEASES", leases, 1)
  }

  /// Ends it, and waits until everything is as it was before.
  public func end() {
    try? input.fileHandleForWriting.close()
    process.waitUntilExit()
  }

  /// This program.
  public static var program: URL { URL(filePath: CommandLine.arguments[0]).resolvingSymlinksInPath() }

  /// There is no session.
  public struct Failure: Error, CustomStringConvertible {
    /// Why.
    public let description: String

    /// A failure, and why.
    public init(description: String) { self.description = description }
  }
}

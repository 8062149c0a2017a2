internal import Foundation
internal import LeaseProtocol

/// A session that the tests start themselves, where nobody has started one for them: plain `swift test`, as by an
/// IDE's play button.
///
/// It is `db-tool serve`, a process that goes on as long as its standard input is open, which this process holds: so
/// it leaves everything as it was before when the tests have ended, however they ended.
enum OwnSession {
  /// Starts it.
  ///
  /// - Returns: The path of its lease server's socket.
  static func start() throws(TestDatabaseError) -> String {
    guard let tool = tool() else { throw TestDatabaseError(.noSession, advice("no db-tool has been built")) }
    let process = Process()
    let input = Pipe()
    let output = Pipe()
    process.executableURL = tool
    process.arguments = ["serve"]
    process.currentDirectoryURL = packageDirectory(of: tool)
    process.standardInput = input
    process.standardOutput = output
    do {
      try process.run()
    } catch {
      throw TestDatabaseError(.noSession, advice("'\(tool.path)' can't be started: \(error)"))
    }
    // Never closed: its end is the end of this process.
    _ = Unmanaged.passRetained(input)
    // All tests wait for this line, so it does no harm that a thread does.
    var line = Data()
    while !line.contains(UInt8(ascii: "\n")) {
      let piece = output.fileHandleForReading.availableData
      if piece.isEmpty { break }
      line += piece
    }
    guard let address = try? JSONDecoder().decode(ServiceAddress.self, from: line) else {
      throw TestDatabaseError(.noSession, advice("'\(tool.path)' ended before it had a database"))
    }
    guard let leases = address.leases else {
      throw TestDatabaseError(.unavailable, address.failure ?? "db-tool gave no reason")
    }
    return leases
  }

  /// The variable that names the tool, where it lies elsewhere.
  private static let variable = "DB_TEST_TOOL"

  /// The tool, which lies beside the tests: built for itself, or for the plugins, whichever was built last.
  private static func tool() -> URL? {
    if let path = ProcessInfo.processInfo.environment[variable] { return URL(filePath: path) }
    let bundle = CommandLine.arguments.first { $0.contains(".xctest") } ?? CommandLine.arguments[0]
    let program = URL(filePath: bundle.components(separatedBy: ".xctest/")[0]).resolvingSymlinksInPath()
    let folder = program.deletingLastPathComponent()
    return ["db-tool", "db-tool-tool"].map { folder.appending(path: $0) }
      .filter { FileManager.default.isExecutableFile(atPath: $0.path) }.max { built($0) < built($1) }
  }

  private static func built(_ program: URL) -> Date {
    (try? program.resourceValues(forKeys: [.contentModificationDateKey]).contentModificationDate) ?? .distantPast
  }

  /// The package that a program was built for, whose `.build` it lies in; or else the one that we are in.
  private static func packageDirectory(of tool: URL) -> URL {
    let current = URL(filePath: FileManager.default.currentDirectoryPath)
    for start in [current, tool.deletingLastPathComponent()] {
      var folder = start
      while folder.pathComponents.count > 1 {
        if FileManager.default.fileExists(atPath: folder.appending(path: "Package.swift").path) { return folder }
        folder.deleteLastPathComponent()
      }
    }
    return current
  }

  private static func advice(_ reason: String) -> String {
    """
    there is no test database: the tests don't run inside a session of swift-db-test, and none could be started for \
    them: \(reason). Run them with 'swift package db-test' ('swift package --disable-sandbox db-test' on macOS), which \
    builds the tool as well; after that, plain 'swift test' works, too.
    """
  }
}

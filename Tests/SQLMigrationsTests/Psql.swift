import Dispatch
import Foundation

/// The real psql.
enum Psql {
  static let isThere = (try? launch(["--version"], in: URL(fileURLWithPath: "/"))) == 0

  /// Runs a file against a server that takes everything.
  static func run(_ file: String, in folder: URL, _ server: FakeServer) async throws {
    let arguments = ["-X", "-q", "-f", file, "-h", server.folder, "-p", "5432", "-U", "a", "b"]
    // Not on a thread that other tests need to go on.
    try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
      DispatchQueue.global().async {
        continuation.resume(with: Result { _ = try launch(arguments, in: folder) })
      }
    }
  }

  private static func launch(_ arguments: [String], in folder: URL) throws -> Int32 {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["psql"] + arguments
    process.currentDirectoryURL = folder
    let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
    process.environment = ["PATH": path, "PGSSLMODE": "disable", "PGGSSENCMODE": "disable", "HOME": "/nowhere"]
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    return process.terminationStatus
  }
}

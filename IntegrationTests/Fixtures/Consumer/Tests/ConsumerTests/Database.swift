import Foundation

/// The database of the tests, by the one variable that names it.
enum Database {
  struct Failure: Error, CustomStringConvertible {
    let description: String
  }

  /// Runs a statement with psql.
  static func query(_ statement: String) throws -> String {
    guard let dsn = ProcessInfo.processInfo.environment["POSTGRES_DSN"] else {
      throw Failure(description: "POSTGRES_DSN is not set")
    }
    let psql = Process()
    psql.executableURL = URL(filePath: "/usr/bin/env")
    psql.arguments = ["psql", "--no-psqlrc", "-v", "ON_ERROR_STOP=1", "-qAt", "-d", dsn, "-c", statement]
    let output = Pipe()
    psql.standardOutput = output
    psql.standardError = output
    try psql.run()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    psql.waitUntilExit()
    guard psql.terminationStatus == 0 else { throw Failure(description: text) }
    return text.trimmingCharacters(in: .whitespacesAndNewlines)
  }
}

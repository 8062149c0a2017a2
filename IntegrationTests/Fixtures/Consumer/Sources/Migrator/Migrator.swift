import Foundation

/// A migration tool of the package's own: has psql run the files that go forward, on the database of its environment.
@main
struct Migrator {
  static func main() throws {
    print("the package's own migrator, \(CommandLine.arguments.dropFirst().joined(separator: " "))")
    guard CommandLine.arguments.dropFirst().first == "up" else { exit(64) }
    let files = try FileManager.default.contentsOfDirectory(atPath: "Migrations").filter { !$0.hasSuffix(".down.sql") }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments =
      ["psql", "--no-psqlrc", "--quiet", "--set", "ON_ERROR_STOP=1"]
      + files.sorted().flatMap { ["--file", "Migrations/\($0)"] }
    try process.run()
    process.waitUntilExit()
    exit(process.terminationStatus)
  }
}

import BenchmarkTools
import DBTesting
import Foundation

/// Measures what it takes a test to get a clean database and to give it back, on schemas of 2, 50 and 500 tables.
///
///     swift run lease-cost [--rounds N] [--tables N,N…] [--in-a-row N] [--only NAME]
///
/// `db-tool` is built like this program, so without `-c release` it is the one that users have. Each schema has a session
/// and a process of its own. Compared is what undoing the same change takes by SQL that knows the touched tables. Prints a
/// table, and as the last line JSON; times are in milliseconds.
@main
struct LeaseCost {
  static func main() async throws { try await asTest { try await run() } }

  private static func run() async throws {
    let arguments = Array(CommandLine.arguments.dropFirst())
    func option(_ name: String) -> String? {
      arguments.firstIndex(of: name).flatMap { arguments.dropFirst($0 + 1).first }
    }
    switch arguments.first {
    case "single":
      print(try await Meter.lease { try await $0.execute(Schema.threeRows) })
    case "schema":
      let cases = Cases(
        schema: Schema(tables: option("--tables").flatMap { Int($0) } ?? 2),
        rounds: option("--rounds").flatMap { Int($0) } ?? 300,
        inARow: option("--in-a-row").flatMap { Int($0) } ?? 0, only: option("--only") ?? "")
      try await inSession(of: cases.schema) {
        print(String(decoding: try JSONEncoder().encode(try await cases.measure()), as: UTF8.self))
      }
    default:
      let tables = option("--tables").map { $0.split(separator: ",").compactMap { Int($0) } } ?? [2, 50, 500]
      var all: [Measurement] = []
      for number in tables {
        // The long row once is enough.
        let inARow = number == 50 || tables.count == 1 ? option("--in-a-row") ?? "10000" : "0"
        all += try schema(
          number, ["--rounds", option("--rounds") ?? "300", "--in-a-row", inARow, "--only", option("--only") ?? ""])
      }
      print(Table(all))
      let encoder = JSONEncoder()
      encoder.outputFormatting = .sortedKeys
      print(String(decoding: try encoder.encode(all), as: UTF8.self))
    }
  }

  private static func inSession(of schema: Schema, _ body: () async throws -> Void) async throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "lease-cost-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    let migrations = folder.appending(path: "Migrations")
    try schema.write(to: migrations)
    let session = try ToolSession(migrations: migrations, directory: folder)
    defer { session.end() }
    try await body()
  }

  /// Measures one schema, in a process of its own.
  private static func schema(_ tables: Int, _ options: [String]) throws -> [Measurement] {
    let process = Process()
    process.executableURL = ToolSession.program
    process.arguments = ["schema", "--tables", String(tables)] + options
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let bytes = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    guard process.terminationStatus == 0, let line = bytes.split(separator: UInt8(ascii: "\n")).last else {
      throw ToolSession.Failure(description: "measuring \(tables) tables failed; see above")
    }
    return try JSONDecoder().decode([Measurement].self, from: Data(line))
  }
}

import BenchmarkTools
import Foundation

/// Measures what applying migrations takes, beside psql on the same files.
///
///     swift run migration-cost [ROUNDS]
///
/// Both are timed as processes; what they take with a single migration of one statement is taken away, so that the start of
/// the process and the connection are not counted. psql gets all files at once, in one transaction (`psql -1 -f`). Prints a
/// table of medians in milliseconds and of the ratios, and as the last line JSON.
@main
struct MigrationCost {
  static func main() {
    do { try measure() } catch {
      // With everything stopped and removed, which an error that goes further would not do.
      print("error: \(error)")
      exit(1)
    }
  }

  private static func measure() throws {
    let rounds = CommandLine.arguments.dropFirst().first.flatMap { Int($0) } ?? 5
    let folder = FileManager.default.temporaryDirectory.appending(path: "migration-cost-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: folder.path)
    defer { try? FileManager.default.removeItem(at: folder) }
    let cluster = try HandMadeCluster(folder.appending(path: "cluster"))
    try cluster.initialise()
    try cluster.start()
    defer { try? cluster.stop() }
    let cases = try [MigrationCase.one, .many, .dump].map { try $0.written(to: folder) }
    var times: [String: [Double]] = [:]
    for round in 0...rounds {
      for written in cases {
        let race = Race(cluster: cluster, folder: folder, migrations: written)
        let (tool, psql) = (try race.tool(), try race.psql())
        // The first one fills the caches.
        if round == 0 { continue }
        times["\(written.name): db-tool", default: []].append(tool)
        times["\(written.name): psql", default: []].append(psql)
      }
    }
    let medians = times.mapValues { Sample($0).median }
    print(MigrationReport(medians))
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    print(String(decoding: try encoder.encode(medians), as: UTF8.self))
  }
}

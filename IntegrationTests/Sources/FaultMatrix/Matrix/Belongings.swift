import Foundation
import IntegrationHarness

/// What a run has outside of its processes and databases, read from the system while it runs: shared memory and its
/// folder. The system only says so on Linux; see proc(5).
struct Belongings {
  private var paths: Set<String> = []
  private var segments: Set<String> = []

  /// Adds what the processes of a run have, and those of the tool's own server.
  mutating func note(_ running: Running) {
    for process in running.processes where ProcessRole.ofTool.contains(where: { $0.isRole(of: process) }) {
      let folder = "/proc/\(process.identifier)/fd"
      for name in (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [] {
        let file = (try? FileManager.default.destinationOfSymbolicLink(atPath: "\(folder)/\(name)")) ?? ""
        let parts = file.split(separator: "/")
        if parts.count > 2, parts[0] == "tmp", parts[1].hasPrefix("db-test-") { paths.insert("/tmp/\(parts[1])") }
      }
    }
    var servers = running.processes.filter { $0.name == "postgres" }
    if let server = Cluster().server { servers.append(server) }
    for server in servers { note(server) }
  }

  private mutating func note(_ server: ProcessEntry) {
    for line in Self.lines(of: "/proc/\(server.identifier)/maps") {
      let fields = line.split(separator: " ")
      guard fields.count > 5 else { continue }
      if fields[5].hasPrefix("/SYSV") { segments.insert(String(fields[4])) }
      if fields[5].hasPrefix("/dev/shm/") { paths.insert(String(fields[5])) }
    }
  }

  private static func lines(of path: String) -> [Substring] {
    String(decoding: SystemFile.read(path), as: UTF8.self).split(separator: "\n")
  }

  /// Those that are still there.
  var left: [String] {
    var found = paths.filter { FileManager.default.fileExists(atPath: $0) }.sorted()
    for line in Self.lines(of: "/proc/sysvipc/shm").dropFirst() {
      let fields = line.split(separator: " ")
      if fields.count > 1, segments.contains(String(fields[1])) { found.append("SysV segment \(fields[1])") }
    }
    if let directory = Cluster().directory {
      let sockets = (try? FileManager.default.contentsOfDirectory(atPath: directory + "/socket")) ?? []
      if Cluster().server == nil { found += sockets.map { "socket \($0)" } }
      if FileManager.default.fileExists(atPath: directory + "/data.new") { found.append("a cluster that is half made") }
    }
    return found
  }
}

extension ProcessRole {
  /// Those that know of the run's folder.
  static let ofTool: [ProcessRole] = [.tool, .watcher]
}

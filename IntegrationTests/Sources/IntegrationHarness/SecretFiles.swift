import Foundation

/// Files that hold a secret.
package enum SecretFiles {
  /// The folders of runs, which are there as long as these run.
  package static var runDirectories: [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: "/tmp")) ?? []).filter { $0.hasPrefix("db-test-") }
      .map { "/tmp/" + $0 }
  }

  /// All files in folders that hold a secret, besides the ones that have to, where nobody else can read these.
  ///
  /// - Parameter exceptions: How the paths of those files end.
  package static func found(
    _ secret: String, in folders: [String], besides exceptions: Set<String>, scratch: Scratch = .shared
  ) async throws -> [String] {
    // Not among the arguments of `grep`: these are looked at, too.
    let pattern = scratch.path(of: "pattern")
    try secret.write(toFile: pattern, atomically: true, encoding: .utf8)
    defer { try? FileManager.default.removeItem(atPath: pattern) }
    let folders = folders.filter { FileManager.default.fileExists(atPath: $0) }
    if folders.isEmpty { return [] }
    let grep = try await Command(
      ["grep", "-rlF", "--devices=skip", "-f", pattern, "--"] + folders, environment: scratch.environment
    ).run(within: .seconds(120))
    // Files that vanish meanwhile make it 2.
    return grep.standardOutput.split(separator: "\n").map(String.init).filter { path in
      let attributes = try? FileManager.default.attributesOfItem(atPath: path)
      return !exceptions.contains(where: path.hasSuffix) || attributes?[.posixPermissions] as? Int != 0o600
    }
  }
}

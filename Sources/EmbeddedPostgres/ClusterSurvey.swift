internal import Supervision

#if canImport(FoundationEssentials)
  internal import FoundationEssentials
#else
  internal import Foundation
#endif

/// The clusters that are kept in a cache, as they are now.
package enum ClusterSurvey {
  /// One cluster.
  package struct Entry: Sendable, Hashable {
    /// Its folder's name.
    package let name: String
    /// The major version of its data, as that says; `nil` where there is none, or we may not look.
    package let version: String?
    /// Whether its server runs.
    package let isRunning: Bool
    /// Whether the server stays when nobody uses it any more.
    package let staysUp: Bool
    /// How many bytes its files have.
    package let size: Int
  }

  /// All of them, by name; none where the cache is not there.
  package static func entries(cache: String) -> [Entry] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: cache)) ?? []
    return names.filter { $0.hasPrefix("postgresql-") }.sorted().map { name in
      let directory = ClusterDirectory(path: "\(cache)/\(name)")
      let version = PrivateFile.read("\(directory.data)/PG_VERSION").map { String(decoding: $0, as: UTF8.self) }
      return Entry(
        name: name, version: version.map { String($0.prefix { !$0.isNewline }) },
        isRunning: EmbeddedServer.isRunning(clusterDirectory: directory),
        staysUp: ServerState.read(directory)?.staysUp ?? false, size: FileTree.size(directory.path))
    }
  }
}

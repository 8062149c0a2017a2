#if canImport(FoundationEssentials)
  internal import FoundationEssentials
#else
  internal import Foundation
#endif

/// A folder of one run, that only its user can enter, and that goes with the run.
///
/// As long as anybody holds the lock in it, the run lives.
package struct RunDirectory: Sendable, Hashable, Codable {
  /// The folder's full path. It is short, since the path of a socket in it has room for about 100 bytes.
  package let path: String

  /// The folder that these folders are made in.
  package static let parent = "/tmp"
  private static let prefix = "db-test-"
  private static let lockName = "alive"

  /// The folder of a run, which is not there yet.
  package init(run: String) { path = "\(Self.parent)/\(Self.prefix)\(run)" }

  /// The full path of a file in it.
  package func path(of name: String) -> String { path + "/" + name }

  /// Makes the folder.
  ///
  /// - Returns: What says that the run lives, until it is released or this process ends.
  /// - Throws: ``SystemError``, also where anything of this name is there already.
  package func make() throws -> FileLock {
    // It gets its name only once it is locked: by that name, others would take it for a dead run's.
    let unnamed = "\(Self.parent)/.\(Self.prefix)\(UInt64.random(in: .min ... .max))"
    try PrivateFile.makeNewDirectory(unnamed)
    do {
      guard let lock = try FileLock.attempt(.shared, path: "\(unnamed)/\(Self.lockName)") else {
        throw SystemError("lock", unnamed)
      }
      try PrivateFile.rename(unnamed, to: path)
      return lock
    } catch {
      try? FileManager.default.removeItem(atPath: unnamed)
      throw error
    }
  }

  /// Says for another process, too, that the run lives; `nil` where the folder is gone.
  package func join() -> FileLock? { try? FileLock.attempt(.shared, path: path(of: Self.lockName)) }

  /// Removes the folder, with all that is in it.
  package func remove() { try? FileManager.default.removeItem(atPath: path) }

  /// Ends what still runs of runs that are dead, and removes their folders.
  ///
  /// That is seldom anything: a run's watcher does it, unless it was killed together with the run.
  package static func sweep() async {
    for name in (try? FileManager.default.contentsOfDirectory(atPath: parent)) ?? [] where name.hasPrefix(prefix) {
      let run = String(name.dropFirst(prefix.count))
      let directory = RunDirectory(run: run)
      guard PrivateFile.isOwnDirectory(directory.path),
        // One without it is no run's.
        FileManager.default.fileExists(atPath: directory.path(of: lockName)),
        let lock = try? FileLock.attempt(.exclusive, path: directory.path(of: lockName))
      else { continue }
      await RunProcesses(leader: nil, mark: .run(run)).end(grace: .milliseconds(200))
      directory.remove()
      lock.release()
    }
  }
}

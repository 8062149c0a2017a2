#if canImport(FoundationEssentials)
  internal import FoundationEssentials
#else
  internal import Foundation
#endif

/// A folder of one run, that only its user can enter, and that goes with the run.
package struct RunDirectory: Sendable, Hashable, Codable {
  /// The folder's full path. It is short, since the path of a socket in it has room for about 100 bytes.
  package let path: String

  /// The folder of a run, which is not there yet.
  package init(run: String) { path = "/tmp/db-test-\(run)" }

  /// The full path of a file in it.
  package func path(of name: String) -> String { path + "/" + name }

  /// Makes the folder.
  ///
  /// - Throws: ``SystemError``, also where anything of this name is there already.
  package func make() throws { try PrivateFile.makeNewDirectory(path) }

  /// Removes the folder, with all that is in it.
  package func remove() { try? FileManager.default.removeItem(atPath: path) }
}

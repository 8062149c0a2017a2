internal import Supervision

#if canImport(FoundationEssentials)
  internal import FoundationEssentials
#else
  internal import Foundation
#endif

/// Folders with all that is in them.
enum FileTree {
  /// Removes a folder or a file; one that isn't there is removed already. Links are removed, not followed.
  static func remove(_ path: String) throws {
    do {
      try FileManager.default.removeItem(atPath: path)
    } catch let error as CocoaError where error.code == .fileNoSuchFile {
      return
    }
  }

  /// How many bytes the files of a folder have, as far as we may look. Links are not followed.
  static func size(_ path: String) -> Int {
    let names = (try? FileManager.default.subpathsOfDirectory(atPath: path)) ?? []
    return names.reduce(0) { $0 + PrivateFile.size("\(path)/\($1)") }
  }
}

#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#endif

/// Where files of a folder are put: the file system that it is on.
package struct FileSystemPlace: Sendable, Hashable {
  /// The file system's kind, such as `ext4`; `nil` where it is not known.
  package let kind: String?
  /// How many bytes ordinary users may still write there.
  package let free: Int

  /// Looks at the folder, or at the nearest one above that is there.
  ///
  /// Source: statvfs(3).
  ///
  /// - Throws: ``SystemError``.
  package init(of path: String) throws {
    var existing = path
    var information = statvfs()
    while statvfs(existing, &information) != 0 {
      guard errno == ENOENT, let slash = existing.lastIndex(of: "/"), existing != "/" else {
        throw SystemError("look at the file system of", path)
      }
      existing = slash == existing.startIndex ? "/" : String(existing[..<slash])
    }
    free = Int(information.f_bavail) * Int(information.f_frsize)
    kind = Self.kind(of: existing)
  }
}

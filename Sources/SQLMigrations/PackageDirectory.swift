#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#endif

/// The folder that paths are relative to, when they are given and when they are shown.
package struct PackageDirectory: Sendable, Hashable {
  /// The folder's full path, without a slash at its end.
  package let path: String

  /// Takes a full path, or one relative to the current directory.
  package init(_ path: String) {
    let base = getcwd(nil, 0)
    defer { free(base) }
    self.path = Self.joined(base.map { String(cString: $0) } ?? "/", path)
  }

  /// The full path of one that is relative to this folder; a full one stays.
  package func fullPath(_ path: String) -> String { Self.joined(self.path, path) }

  /// A path as people want to see it: relative to this folder where it lies inside.
  package func shown(_ fullPath: String) -> String {
    // In the root everything lies, and without its slash a full path is none.
    guard path != "/" else { return fullPath }
    let prefix = path + "/"
    return fullPath.hasPrefix(prefix) ? String(fullPath.dropFirst(prefix.count)) : fullPath
  }

  /// Puts a path behind a base, and takes `.`, doubled slashes and slashes at the end out.
  ///
  /// `..` stays: what it means depends on links.
  private static func joined(_ base: String, _ path: String) -> String {
    let full = path.hasPrefix("/") ? path : base + "/" + path
    return "/" + full.split(separator: "/").filter { $0 != "." }.joined(separator: "/")
  }
}

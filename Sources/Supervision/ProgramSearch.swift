#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#endif

/// Finding a program by its name, as shells do.
package enum ProgramSearch {
  /// What a name stands for.
  package enum Result: Sendable, Hashable {
    /// The path of a program.
    case program(String)
    /// The path of something that is there, and that we may not run.
    case notExecutable(String)
    case nothing
  }

  /// Looks for a program: in the folders of `PATH`, or, where its name has a slash, where that says.
  ///
  /// - Parameters:
  ///   - path: The value of `PATH`.
  ///   - directory: What a relative path is relative to.
  package static func find(_ name: String, path: String?, from directory: String) -> Result {
    guard !name.isEmpty else { return .nothing }
    let candidates =
      name.contains("/")
      ? [name.hasPrefix("/") ? name : "\(directory)/\(name)"]
      : (path ?? "").split(separator: ":").map { "\($0)/\(name)" }
    var found = Result.nothing
    for candidate in candidates {
      var information = stat()
      guard stat(candidate, &information) == 0 else { continue }
      let isFile = information.st_mode & S_IFMT == S_IFREG
      if isFile && access(candidate, X_OK) == 0 { return .program(candidate) }
      // A shell goes on looking, and says this where it finds nothing better.
      if found == .nothing && (isFile || name.contains("/")) { found = .notExecutable(candidate) }
    }
    return found
  }
}

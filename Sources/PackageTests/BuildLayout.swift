#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#endif

/// Where SwiftPM builds, as told by where it built this tool.
///
/// A command plugin is not told the options of the command it runs in. But it has its tool built with them,
/// and the tool's path shows them: `<scratch>/<triple>/debug/db-tool-tool` by the native build system,
/// `<scratch>/out/Products/Debug-linux/db-tool` by Swift Build.
package struct BuildLayout: Sendable, Hashable {
  /// One of SwiftPM's build systems, by the name that `--build-system` takes.
  package enum BuildSystem: String, Sendable { case native, swiftbuild }
  /// One of SwiftPM's configurations, by the name that `--configuration` takes.
  package enum Configuration: String, Sendable { case debug, release }

  /// The folder that `--scratch-path` takes.
  package let scratchPath: String
  package let buildSystem: BuildSystem
  package let configuration: Configuration

  /// Reads the path of a tool that SwiftPM built; `nil` for a tool that lies elsewhere.
  package init?(toolPath: String) {
    let parts = toolPath.split(separator: "/").dropLast()
    func scratchPath(_ levels: Int) -> String { "/" + parts.dropLast(levels).joined(separator: "/") }
    guard let last = parts.last else { return nil }
    if parts.suffix(3).dropLast().elementsEqual(["out", "Products"]) {
      buildSystem = .swiftbuild
      self.scratchPath = scratchPath(3)
      configuration = last.lowercased().hasPrefix("release") ? .release : .debug
    } else if let named = Configuration(rawValue: String(last)) {
      buildSystem = .native
      self.scratchPath = scratchPath(2)
      configuration = named
    } else {
      return nil
    }
    // SwiftPM's own record of what is checked out shows that this is a scratch folder.
    guard access(self.scratchPath + "/workspace-state.json", F_OK) == 0 else { return nil }
  }
}

#if canImport(FoundationEssentials)
  internal import FoundationEssentials
#else
  internal import Foundation
#endif

/// Our own environment, and what of it a PostgreSQL program may see.
package enum CleanEnvironment {
  /// Every variable that this process was started with, as of the first time that this is asked for.
  package static let all: [String: String] = ProcessInfo.processInfo.environment

  /// The variable with the password, on a given server, of the role that tests connect as; for this process alone.
  package static let rolePasswordVariable = "DB_TEST_ROLE_PASSWORD"

  /// The same without libpq's variables, which name another server, and without the library path that
  /// SwiftPM sets for its plugins' tools, which would have the server load the toolchain's libraries.
  package static var current: [String: String] { cleaned(all) }

  /// The same with libpq's variables: for this program itself, where a given server needs them.
  package static var currentWithLibpq: [String: String] { withoutOurs(all) }

  /// An environment without those variables, without the mark of a run, and without a password that is for us.
  package static func cleaned(_ environment: [String: String]) -> [String: String] {
    withoutOurs(environment).filter { name, _ in !name.hasPrefix("PG") }
  }

  private static func withoutOurs(_ environment: [String: String]) -> [String: String] {
    let names = ["LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", ProcessMark.runVariable, rolePasswordVariable]
    return environment.filter { name, _ in !names.contains(name) }
  }

  /// Our own environment as SwiftPM had it when it started a plugin: without what it adds for plugins.
  ///
  /// Under another environment SwiftPM finds nothing that it has cached. Source: SwiftPM's
  /// `DefaultPluginScriptRunner`, which appends the toolchain's libraries to the library path.
  ///
  /// - Parameter swift: The path of the toolchain's `swift`.
  package static func ofSwiftPM(_ environment: [String: String], swift: String) -> [String: String] {
    let toolchain = swift.split(separator: "/").dropLast(2).joined(separator: "/")
    var environment = environment
    for name in ["LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH"] {
      guard let value = environment[name] else { continue }
      let kept = value.split(separator: ":").filter { !$0.hasPrefix("/\(toolchain)/lib/swift/") }
      environment[name] = kept.isEmpty ? nil : kept.joined(separator: ":")
    }
    return environment
  }
}

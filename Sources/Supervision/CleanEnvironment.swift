#if canImport(FoundationEssentials)
  internal import FoundationEssentials
#else
  internal import Foundation
#endif

/// Our own environment, and what of it a PostgreSQL program may see.
package enum CleanEnvironment {
  /// Every variable of this process.
  package static var all: [String: String] { ProcessInfo.processInfo.environment }

  /// The same without libpq's variables, which name another server, and without the library path that
  /// SwiftPM sets for its plugins' tools, which would have the server load the toolchain's libraries.
  package static var current: [String: String] { cleaned(all) }

  /// An environment without those variables, and without the mark of a run.
  package static func cleaned(_ environment: [String: String]) -> [String: String] {
    environment.filter { name, _ in
      !name.hasPrefix("PG") && name != "LD_LIBRARY_PATH" && name != "DYLD_LIBRARY_PATH"
        && name != ProcessMark.runVariable
    }
  }
}

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// What ends a run before its time.
package enum Blow: String, Sendable, CaseIterable {
  case controlC, terminate, hangUp, killPackage, killPlugin, killTool, killWatcher, killSwiftTest

  /// What the run has to be connected to for this to be possible.
  package var connection: Command.Connection { self == .controlC ? .terminal : .pipes }

  /// Strikes.
  package func strike(_ running: Running) async throws {
    switch self {
    case .controlC: running.type("\u{3}")
    case .terminate: try await running.send(SIGTERM, to: .swiftPackage)
    case .hangUp: try await running.send(SIGHUP, to: .swiftPackage)
    case .killPackage: try await running.send(SIGKILL, to: .swiftPackage)
    case .killPlugin: try await running.send(SIGKILL, to: .plugin)
    case .killTool: try await running.send(SIGKILL, to: .tool)
    case .killWatcher: try await running.send(SIGKILL, to: .watcher)
    case .killSwiftTest: try await running.send(SIGKILL, to: .swiftTest)
    }
  }
}

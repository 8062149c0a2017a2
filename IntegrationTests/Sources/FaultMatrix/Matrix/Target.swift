import IntegrationHarness

/// The process that is hit.
enum Target: String, Sendable, CaseIterable {
  case swiftPackage = "swift-package"
  case plugin
  case tool = "db-tool"
  case watcher
  case swiftTest = "swift-test"
  /// The tests; before they have a database, what waits for it in their place and becomes them.
  case tests
  case postmaster
  /// The server's process that works for the run: that of `initdb`, or the one that is busy with what the stage is.
  case backend

  /// What it is in a run's tree of processes; `nil` for those of the server.
  var role: ProcessRole? {
    switch self {
    case .swiftPackage: .swiftPackage
    case .plugin: .plugin
    case .tool: .tool
    case .watcher: .watcher
    case .swiftTest: .swiftTest
    case .tests: .tests
    case .postmaster, .backend: nil
    }
  }
}

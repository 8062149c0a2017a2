/// A process of a run, by what it does.
package enum ProcessRole: String, Sendable, CaseIterable {
  /// `swift package`, or `swift run`.
  case swiftPackage
  /// The plugin.
  case plugin
  /// `db-tool`, the owner of everything.
  case tool
  /// The tool's watcher.
  case watcher
  /// `swift test`.
  case swiftTest
  /// What `swift test` calls: it waits for the database, and becomes the tests.
  case tests

  /// Whether a process is one of these.
  package func isRole(of process: ProcessEntry) -> Bool {
    let called = process.arguments.first?.split(separator: "/").last.map(String.init) ?? ""
    let isTool = process.name.hasPrefix("db-tool")
    let second = process.arguments.dropFirst().first
    return switch self {
    case .swiftPackage: called == "swift-package" || called == "swift-run"
    case .plugin: process.name == "DBTestCommand" || process.name == "DBResetCommand"
    case .tool: isTool && ["test", "exec", "reset", "doctor"].contains(second)
    case .watcher: isTool && second == "watch"
    case .swiftTest: called == "swift-test"
    case .tests: called.hasSuffix(".xctest") || called == "swiftpm-testing-helper" || (isTool && second == "run-tests")
    }
  }
}

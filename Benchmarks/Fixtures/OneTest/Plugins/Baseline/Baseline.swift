import Foundation
import PackagePlugin

/// What `db-test` is measured against: builds the tests and runs them, and nothing else.
@main
struct Baseline: CommandPlugin {
  func performCommand(context: PluginContext, arguments: [String]) async throws {
    let result = try packageManager.build(
      .all(includingTests: true),
      parameters: .init(configuration: .inherit, logging: .concise, echoLogs: true))
    guard result.succeeded else { exit(1) }
    // <scratch>/plugins/Baseline/outputs
    let scratch = context.pluginWorkDirectoryURL.deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let test = Process()
    test.executableURL = try context.tool(named: "swift").url
    test.arguments = [
      "test", "--skip-build", "--ignore-lock", "--package-path", context.package.directoryURL.path,
      "--scratch-path", scratch.path,
    ]
    // Under the library path that SwiftPM gives to plugins, it would compile all plugins anew, twice in each run.
    test.environment = ProcessInfo.processInfo.environment.filter { $0.key != "LD_LIBRARY_PATH" }
    try test.run()
    test.waitUntilExit()
    if test.terminationStatus != 0 { exit(1) }
  }
}

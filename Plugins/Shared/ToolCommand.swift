import Foundation
import PackagePlugin

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// A command plugin that has `db-tool` do the work.
///
/// It hands over the arguments, the signals and what only a plugin is told, and builds the tests when the tool
/// asks for it, since SwiftPM, which waits for the plugin, holds the lock on its build folder. It understands
/// none of the arguments.
protocol ToolCommand: CommandPlugin, Sendable {
  /// The tool's subcommand.
  static var subcommand: String { get }
}

extension ToolCommand {
  func performCommand(context: PluginContext, arguments: [String]) async throws {
    // Nobody may be left to read what is printed; the tool has to be waited for all the same.
    signal(SIGPIPE, SIG_IGN)
    let tool = ToolProcess(
      program: try context.tool(named: "db-tool").url,
      arguments: [
        Self.subcommand,
        "--plugin-package-directory", context.package.directoryURL.path,
        "--plugin-package-name", context.package.displayName,
        "--plugin-swift", try context.tool(named: "swift").url.path,
        "--plugin-printer", String(getppid()),
      ] + SwiftPMArguments.removed(from: arguments))
    let status = try await tool.run { build() }
    guard status != 0 else { return }
    // The tool has said why. Without an error of ours, SwiftPM would say that we ended with exit status 1.
    Diagnostics.error("db-\(Self.subcommand) failed")
    exit(1)
  }

  /// Builds the package with its tests, with the options that SwiftPM was called with.
  ///
  /// - Returns: Whether that worked; what went wrong has been printed.
  private func build() -> Bool {
    do {
      let result = try packageManager.build(
        .all(includingTests: true),
        parameters: .init(configuration: .inherit, logging: .concise, echoLogs: true))
      return result.succeeded
    } catch {
      Diagnostics.error("\(error)")
      return false
    }
  }
}

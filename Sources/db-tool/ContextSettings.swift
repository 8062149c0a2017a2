import ArgumentParser
import PackageTests
import Supervision

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Where the tool runs. A plugin says so; without one it is found out.
struct ContextSettings: Sendable {
  var pluginPackageDirectory: String?
  var pluginPackageName: String?
  var pluginSwift: String?
  /// The process that prints what we print: SwiftPM.
  var pluginPrinter: Int32?

  /// Whether a plugin started us, and so listens to standard output and holds standard input.
  var isInsidePlugin: Bool { pluginPrinter != nil }

  /// Ends the command where it can't work: in the sandbox that SwiftPM has for plugins on macOS.
  ///
  /// - Throws: `ExitCode`, once that has been said.
  func leaveSandbox(_ command: String, _ reporter: Reporter) throws {
    guard isInsidePlugin, PluginSandbox.isActive else { return }
    reporter.error(PluginSandbox.advice(command: command))
    throw ExitCode(2)
  }

  /// The package's folder.
  func packageDirectory() throws -> String {
    if let pluginPackageDirectory { return pluginPackageDirectory }
    let current = FileManager.default.currentDirectoryPath
    guard let found = PackageManifest.packageDirectory(from: current) else {
      throw ValidationError("There is no Package.swift in '\(current)' or above it. Run this in a Swift package.")
    }
    return found
  }

  /// The package's name.
  func packageName() throws -> String {
    if let pluginPackageName { return pluginPackageName }
    return PackageManifest.name(inDirectory: try packageDirectory())
  }

  /// How the package is built and run.
  func swiftCommand() throws -> SwiftCommand {
    SwiftCommand(
      swift: try swift(), packageDirectory: try packageDirectory(), layout: BuildLayout(toolPath: OwnProgram.path),
      runsInsidePlugin: isInsidePlugin)
  }

  /// The toolchain's `swift`.
  func swift() throws -> String {
    if let pluginSwift { return pluginSwift }
    for directory in (CleanEnvironment.all["PATH"] ?? "").split(separator: ":") {
      let candidate = directory + "/swift"
      if FileManager.default.isExecutableFile(atPath: String(candidate)) { return String(candidate) }
    }
    throw ValidationError("There is no 'swift' in PATH.")
  }
}

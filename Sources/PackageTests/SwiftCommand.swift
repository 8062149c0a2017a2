package import Supervision

/// The calls of `swift` that build and run a package's tests.
package struct SwiftCommand: Sendable {
  /// The `swift` of the toolchain in use.
  package let swift: String
  /// The package's folder.
  package let packageDirectory: String
  /// Where and how SwiftPM builds; `nil` for its defaults.
  package let layout: BuildLayout?
  /// Whether another SwiftPM holds the lock on the scratch folder while it waits for us.
  package let runsInsidePlugin: Bool

  package init(swift: String, packageDirectory: String, layout: BuildLayout?, runsInsidePlugin: Bool) {
    self.swift = swift
    self.packageDirectory = packageDirectory
    self.layout = layout
    self.runsInsidePlugin = runsInsidePlugin
  }

  /// Builds the tests and does not run them.
  package func build(environment: [String: String]) -> ChildProcess.Command {
    command(["build", "--build-tests"] + location(for: TestArguments([])), environment)
  }

  /// Builds the tests and runs them, by a runner of ours.
  ///
  /// - Parameter isBuilt: Whether they are built already.
  package func test(
    _ arguments: TestArguments, runner: TestRunner, isBuilt: Bool = false, environment: [String: String]
  ) -> ChildProcess.Command {
    command(
      ["test"] + (isBuilt ? ["--skip-build"] : []) + lockOptions + location(for: arguments)
        + ["--toolset", runner.toolset] + arguments.all,
      environment)
  }

  /// Builds the tests and prints their names, a line each.
  package func list(_ arguments: TestArguments, environment: [String: String]) -> ChildProcess.Command {
    command(["test", "list"] + lockOptions + location(for: arguments) + arguments.placing, environment)
  }

  /// Runs the tests.
  ///
  /// - Parameters:
  ///   - isBuilt: Whether they are built already, as these arguments need them.
  ///   - records: Where Swift Testing is to write its events.
  package func test(
    _ arguments: TestArguments, isBuilt: Bool, records: TestRecords? = nil, environment: [String: String]
  ) -> ChildProcess.Command {
    command(
      ["test"] + (isBuilt ? ["--skip-build"] : []) + lockOptions + location(for: arguments) + arguments.all
        + (records?.options(besides: arguments) ?? []),
      environment)
  }

  /// Without it, `swift test` waits for ever for the SwiftPM that waits for us, and which itself does nothing
  /// in the build folder meanwhile.
  private var lockOptions: [String] { runsInsidePlugin ? ["--ignore-lock"] : [] }

  /// Without these, `swift test --skip-build` silently runs what was built elsewhere or another time.
  func location(for arguments: TestArguments) -> [String] {
    var words: [String] = []
    func add(_ option: String, _ value: String, unless others: [String]) {
      if !others.contains(where: { other in
        arguments.all.contains { $0 == other || $0.hasPrefix(other + "=") }
      }) {
        words += [option, value]
      }
    }
    add("--package-path", packageDirectory, unless: ["--package-path"])
    guard let layout else { return words }
    add("--scratch-path", layout.scratchPath, unless: ["--scratch-path", "--build-path"])
    add("--configuration", layout.configuration.rawValue, unless: ["-c", "--configuration"])
    // Only where it isn't the default of 6.2 and 6.3, which may not know the word later on.
    if layout.buildSystem != .native {
      add("--build-system", layout.buildSystem.rawValue, unless: ["--build-system"])
    }
    return words
  }

  func command(_ arguments: [String], _ environment: [String: String]) -> ChildProcess.Command {
    var command = ChildProcess.Command(swift, arguments, environment: environment)
    command.workingDirectory = packageDirectory
    return command
  }
}

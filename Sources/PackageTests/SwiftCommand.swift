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

  /// Runs the tests.
  ///
  /// - Parameters:
  ///   - isBuilt: Whether they are built already, as these arguments need them.
  ///   - environment: The environment of `swift test`.
  ///   - variables: What the tests' environment has besides.
  ///   - directory: The folder of the run's own files.
  /// - Throws: `SystemError`.
  package func test(
    _ arguments: TestArguments, isBuilt: Bool, environment: [String: String],
    variables: [String: String], directory: RunDirectory
  ) throws -> ChildProcess.Command {
    var words = ["test"]
    if isBuilt { words.append("--skip-build") }
    // Without it, `swift test` waits for ever for the SwiftPM that waits for us.
    if runsInsidePlugin { words.append("--ignore-lock") }
    words += location(for: arguments)
    guard TestRunner.isPossible, arguments.allowRunner else {
      return command(words + arguments.all, environment.merging(variables) { $1 })
    }
    let runner = try TestRunner(variables: variables, directory: directory)
    return command(words + ["--toolset", runner.toolset] + arguments.all, environment)
  }

  /// Without these, `swift test --skip-build` silently runs what was built elsewhere or another time.
  private func location(for arguments: TestArguments) -> [String] {
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

  private func command(_ arguments: [String], _ environment: [String: String]) -> ChildProcess.Command {
    var command = ChildProcess.Command(swift, arguments, environment: environment)
    command.workingDirectory = packageDirectory
    return command
  }
}

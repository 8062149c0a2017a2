package import Supervision

extension SwiftCommand {
  /// What a `swift run` of the package finds when it comes.
  package struct BuildState: Sendable, Hashable {
    /// Whether all of the package is built already, with these arguments of `swift test`.
    package var isBuilt: Bool
    /// Whether another SwiftPM holds the lock on the scratch folder while it waits for us.
    package var isLocked: Bool
    /// The arguments of that `swift test`.
    package var arguments: TestArguments

    package init(isBuilt: Bool, isLocked: Bool, arguments: TestArguments = TestArguments([])) {
      self.isBuilt = isBuilt
      self.isLocked = isLocked
      self.arguments = arguments
    }
  }

  /// A program that the package's configuration names, with its arguments.
  ///
  /// `swift run` gets what it needs to find the build that is there, and not to wait for a lock that stays.
  ///
  /// - Parameters:
  ///   - words: The program, by a path relative to the package or as PATH finds it, and its arguments.
  ///   - environment: Its whole environment.
  /// - Returns: `nil` where there is no such program.
  package func own(
    _ words: [String], _ state: BuildState, environment: [String: String]
  ) -> ChildProcess.Command? {
    guard let first = words.first else { return nil }
    if first == "swift" {
      let isRun = words.dropFirst().first == "run"
      return command(
        isRun ? ["run"] + runOptions(words, state) + words.dropFirst(2) : Array(words.dropFirst()), environment)
    }
    guard case .program(let program) = ProgramSearch.find(first, path: environment["PATH"], from: packageDirectory)
    else { return nil }
    var other = ChildProcess.Command(program, Array(words.dropFirst()), environment: environment)
    other.workingDirectory = packageDirectory
    return other
  }

  private func runOptions(_ words: [String], _ state: BuildState) -> [String] {
    let own = TestArguments(Array(words.dropFirst(2)))
    // With options of its own it is another build, which may not be there.
    let skips = state.isBuilt && !own.changeBuild ? ["--skip-build"] : []
    let placing = own.changeBuild ? [] : state.arguments.placing
    return skips + (state.isLocked ? ["--ignore-lock"] : []) + location(for: TestArguments(own.all + placing)) + placing
  }
}

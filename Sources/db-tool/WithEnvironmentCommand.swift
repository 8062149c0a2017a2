import ArgumentParser
import PackageTests

/// What `swift test` calls in place of the tests; see `TestRunner`.
struct WithEnvironmentCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: TestRunner.subcommand, abstract: "Becomes a program in another environment.",
    shouldDisplay: false)

  @Argument var variables: String
  @Argument(parsing: .captureForPassthrough) var words: [String]

  func run() throws {
    try TestRunner.become(words, variablesOf: variables)
  }
}

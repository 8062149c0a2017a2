import ArgumentParser
import PackageTests

/// What `swift test` calls in place of the tests; see `TestRunner`.
struct RunTestsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: TestRunner.subcommand, abstract: "Waits for the database, and becomes the tests.",
    shouldDisplay: false)

  @Argument var directory: String
  @Argument(parsing: .captureForPassthrough) var words: [String]

  func run() throws {
    try TestRunner.become(words, directory: directory)
  }
}

import ArgumentParser
import Supervision

/// What starts a server's programs where we are `root`, which they refuse to be.
struct RunAsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: ChildProcess.Account.subcommand, abstract: "Becomes a user, and then a program.", shouldDisplay: false)

  @Argument var user: UInt32
  @Argument var group: UInt32
  @Argument(parsing: .postTerminator) var words: [String]

  func run() throws {
    try ChildProcess.Account.run(as: user, group, words)
  }
}

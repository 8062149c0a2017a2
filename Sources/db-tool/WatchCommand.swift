import ArgumentParser
import TestDatabases

/// The process that leaves a run in order; started by this tool itself.
struct WatchCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "watch", abstract: "Tidies up after a run that ended or died.", shouldDisplay: false)

  func run() async throws {
    try await WatcherProcess.run()
  }
}

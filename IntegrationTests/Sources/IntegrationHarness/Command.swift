/// A command to run.
package struct Command: Sendable, CustomStringConvertible {
  /// What it is connected to.
  package enum Connection: Sendable {
    /// Pipes.
    case pipes
    /// A terminal of its own, at which it is the only program.
    case terminal
  }

  /// The program, by its full path or by its name in the environment's `PATH`, and its arguments.
  package var words: [String]
  /// Where it runs.
  package var directory: String
  /// Its whole environment.
  package var environment: [String: String]
  /// What it is connected to.
  package var connection: Connection

  package init(
    _ words: [String], in directory: String = "/", environment: [String: String],
    connection: Connection = .pipes
  ) {
    self.words = words
    self.directory = directory
    self.environment = environment
    self.connection = connection
  }

  package var description: String { words.joined(separator: " ") }

  /// Runs it to its end, and once more where SwiftPM crashed.
  ///
  /// - Throws: ``Unexpected`` where it can't be started or does not end within the limit.
  package func run(within limit: Duration = .seconds(60)) async throws -> Ended {
    try await repeated { try await Running(self).ended(within: limit) }
  }
}

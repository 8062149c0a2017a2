/// What came of a command.
package struct Ended: Sendable, CustomStringConvertible {
  /// How a process ends.
  package enum Ending: Sendable, Hashable {
    case exited(Int32)
    case signalled(Int32)
  }

  /// The command.
  package let command: Command
  /// How it ended.
  package let ending: Ending
  /// All that it printed, in the order in which it came.
  package let output: String
  /// What it printed to standard output alone; on a terminal that is all of it.
  package let standardOutput: String
  /// How long it ran.
  package let duration: Duration

  /// Whether it exited with 0.
  package var isSuccess: Bool { ending == .exited(0) }

  /// Everything about it, for whoever wants to know why a test failed.
  package var description: String {
    """
    `\(command)` in \(command.directory): \(ending), after \(duration)
    ----- output -----
    \(output)
    ------------------
    """
  }
}

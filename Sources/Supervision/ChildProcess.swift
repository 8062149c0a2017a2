#if canImport(Darwin)
  package import Darwin
#elseif canImport(Glibc)
  package import Glibc
#elseif canImport(Musl)
  package import Musl
#endif

/// A child process, in a session of its own unless it is to have our terminal, which may outlive the task that started it.
///
/// Nothing is sent to it when a task is cancelled: how it is to end is its owner's decision.
package final class ChildProcess: Sendable {
  /// What to run, and as what.
  package struct Command: Sendable {
    /// The program's path.
    package var executable: String
    /// Its arguments, without the program itself.
    package var arguments: [String]
    /// Its whole environment.
    package var environment: [String: String]
    /// Where it runs; `nil` for where we are.
    package var workingDirectory: String?
    /// The user to become before it runs; `nil` for none.
    package var account: Account?
    /// Its descriptors 0, 1 and 2; `nil` is the null device. Ours to close.
    package var input, output, error: Int32?
    /// Whether it stays in our session and process group, and so has our terminal, with Ctrl-C and Ctrl-Z.
    package var hasOurTerminal = false

    package init(_ executable: String, _ arguments: [String], environment: [String: String]) {
      self.executable = executable
      self.arguments = arguments
      self.environment = environment
    }
  }

  /// The user and the groups a process runs as.
  package struct Account: Sendable, Hashable {
    package var name: String
    package var user: uid_t
    package var group: gid_t

    package init(name: String, user: uid_t, group: gid_t) {
      self.name = name
      self.user = user
      self.group = group
    }
  }

  /// How a process ended.
  package enum Ending: Sendable, Hashable {
    case exited(Int32)
    case signalled(Int32)

    /// True for exit status 0.
    package var isSuccess: Bool { self == .exited(0) }
  }

  /// The process's number, which is its session's and its process group's, too, where it has its own.
  package let identifier: pid_t
  private let ending: Task<Ending, any Error>

  /// A process that was started just now.
  init(identifier: pid_t) {
    self.identifier = identifier
    ending = Self.ending(of: identifier)
  }

  /// How the process ended, after waiting for that.
  ///
  /// - Throws: ``SystemError`` where the system does not tell.
  package func wait() async throws -> Ending { try await ending.value }
}

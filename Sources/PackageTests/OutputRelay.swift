package import Supervision

#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#endif

/// Passes on what a child process prints, as it prints it.
package struct OutputRelay: Sendable {
  /// Where the child believes it prints to.
  package enum Style: Sendable {
    /// A terminal of this size: it colours its output and sends each line at once.
    case terminal(PseudoTerminal.Size?)
    /// Pipes.
    case plain
  }

  private let style: Style
  private let output: Int32
  private let error: Int32
  private let removesLockNotice: Bool
  private let copy: String?

  /// - Parameters:
  ///   - output: The descriptor that what goes to standard output is passed on to.
  ///   - error: The descriptor that what goes to standard error is passed on to.
  ///   - removesLockNotice: Whether what `swift test --ignore-lock` says of itself is left out.
  ///   - copy: The path of a new file that what goes to standard output is copied to.
  package init(_ style: Style, output: Int32, error: Int32, removesLockNotice: Bool, copy: String? = nil) {
    self.style = style
    self.output = output
    self.error = error
    self.removesLockNotice = removesLockNotice
    self.copy = copy
  }

  /// A process whose output is passed on.
  package struct Running: Sendable {
    /// The process.
    package let process: ChildProcess
    private let readers: [DescriptorReader]

    init(process: ChildProcess, readers: [DescriptorReader]) {
      self.process = process
      self.readers = readers
    }

    /// How the process ended, once all that it printed has been passed on.
    ///
    /// - Parameter whenEnded: Called when it has ended; others may still have its output open then.
    package func wait(
      whenEnded: @Sendable (ChildProcess.Ending) async -> Void = { _ in }
    ) async throws -> ChildProcess.Ending {
      let ending = try await process.wait()
      await whenEnded(ending)
      for reader in readers { await reader.untilEnd() }
      return ending
    }
  }

  /// Starts a process.
  package func start(_ command: ChildProcess.Command) async throws -> Running {
    var command = command
    var readers: [(from: Int32, to: Int32)] = []
    switch style {
    case .terminal(let size):
      let terminal = try PseudoTerminal(size: size)
      command.output = terminal.terminal
      command.error = terminal.terminal
      readers = [(terminal.controller, output)]
    case .plain:
      for (path, target) in [(\ChildProcess.Command.output, output), (\ChildProcess.Command.error, error)] {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { throw SystemError("open", "pipe") }
        for descriptor in ends { _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC) }
        command[keyPath: path] = ends[1]
        readers.append((ends[0], target))
      }
    }
    let isTerminal = if case .terminal = style { true } else { false }
    let process = try ChildProcess.start(command)
    for case let descriptor? in Set([command.output, command.error]) { close(descriptor) }
    return Running(
      process: process,
      readers: readers.map { reader in
        let filter = removesLockNotice ? LockNoticeFilter() : nil
        let copy =
          reader.to == output ? self.copy.map { open($0, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600) } : nil
        let stream = RelayedStream(
          to: reader.to, filter: filter, copy: copy, endsLine: reader.to == error || isTerminal)
        return DescriptorReader(reader.from) {
          stream.pass(Array($0))
        } atEnd: {
          stream.end()
        }
      })
  }
}

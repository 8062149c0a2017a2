#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// A process that has just been started, and our ends of what it is connected to.
struct SpawnedProcess {
  let identifier: Int32
  /// Standard output and standard error, or the terminal that is both.
  let outputs: [Int32]
  /// The terminal's keyboard.
  let keyboard: Int32?

  /// Starts a command in a session of its own, with the signals as a shell leaves them.
  init(_ command: Command) throws {
    let actions = FileActions()
    var theirs: [Int32] = []
    switch command.connection {
    case .pipes:
      let (output, error) = (try Self.pipe(), try Self.pipe())
      actions.connectToPipes(output: output.write, error: error.write)
      theirs = [output.write, error.write]
      outputs = [output.read, error.read]
      keyboard = nil
    case .terminal:
      let terminal = try Terminal()
      // The leader of a session that opens a terminal gets it as its controlling terminal.
      actions.connectToTerminal(terminal.path)
      outputs = [terminal.controller]
      keyboard = terminal.controller
    }
    defer { for descriptor in theirs { close(descriptor) } }
    identifier = try Self.spawn(command, actions)
  }

  private static func spawn(_ command: Command, _ actions: FileActions) throws -> Int32 {
    let attributes = SessionAttributes()
    // A shell that goes there and becomes the command, since not every system can start a process elsewhere.
    let shell = ["/bin/sh", "-c", "cd \"$0\" && exec \"$@\"", command.directory]
    var words = (shell + command.words).map { strdup($0) } + [nil]
    var environment = command.environment.map { strdup("\($0)=\($1)") } + [nil]
    defer { for string in words + environment { free(string) } }
    var identifier: pid_t = 0
    let result = posix_spawn(
      &identifier, shell[0], &actions.actions, &attributes.attributes, &words, &environment)
    guard result == 0 else {
      throw Unexpected("`\(command)` can't be started: \(String(cString: strerror(result)))")
    }
    return identifier
  }

  private static func pipe() throws -> (read: Int32, write: Int32) {
    var ends: [Int32] = [-1, -1]
    #if canImport(Darwin)
      let result = Darwin.pipe(&ends)
    #else
      let result = Glibc.pipe(&ends)
    #endif
    guard result == 0 else { throw Unexpected("there is no pipe") }
    for descriptor in ends { _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC) }
    return (ends[0], ends[1])
  }
}

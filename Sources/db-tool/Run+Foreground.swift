import Supervision
import TestDatabases

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

extension Run {
  /// Runs a program to its end that has our standard input, output and error, and our terminal, where there is one.
  ///
  /// At a terminal, Ctrl-C and Ctrl-Z reach it as they reach us, and what Ctrl-C means is its decision: psql only stops a
  /// query. Elsewhere it has a session of its own, by which all that it starts can be found and ended.
  ///
  /// - Throws: `SystemError` where it can't be started; `CancellationError`, and then it has ended.
  func inForeground(
    _ command: ChildProcess.Command, _ interruption: Interruption
  ) async throws -> ChildProcess.Ending {
    var command = command
    (command.input, command.output, command.error) = (STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO)
    command.environment[mark.variable] = mark.value
    command.hasOurTerminal = OwnTerminal.isThere
    await interruption.leaveControlCToOthers(command.hasOurTerminal)
    let process: ChildProcess
    do {
      process = try ChildProcess.start(command)
    } catch {
      await interruption.leaveControlCToOthers(false)
      throw error
    }
    // In our own session it leads none: of that, nobody but itself and those with the mark are to be ended.
    let leader = process.identifier
    try await watcher.change { $0.testsLeader = leader }
    let processes = RunProcesses(leader: leader, mark: mark)
    let ending = try await withTaskCancellationHandler {
      try await process.wait()
    } onCancel: {
      Task { await processes.end(grace: Estate.grace) }
    }
    await interruption.leaveControlCToOthers(false)
    // What it left running is not to go on with a database that is about to go.
    await processes.end(grace: .milliseconds(200))
    // The number may be somebody else's from now on.
    try await watcher.change { $0.testsLeader = nil }
    try Task.checkCancellation()
    return ending
  }
}

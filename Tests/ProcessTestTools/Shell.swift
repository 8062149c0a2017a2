package import Supervision

#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#endif

/// Shell scripts as child processes.
package enum Shell {
  /// A script as a command, with no more in its environment than where programs are.
  package static func command(
    _ script: String, _ arguments: [String] = [], environment: [String: String] = [:]
  ) -> ChildProcess.Command {
    ChildProcess.Command(
      "/bin/sh", ["-c", script, "sh"] + arguments,
      environment: ["PATH": "/usr/bin:/bin"].merging(environment) { $1 })
  }

  /// How a script ended, and what it printed.
  package static func run(
    _ command: ChildProcess.Command
  ) async throws -> (ending: ChildProcess.Ending, output: String, error: String) {
    var command = command
    let (output, error) = (try Pipe(), try Pipe())
    command.output = output.input
    command.error = error.input
    let child: ChildProcess
    do {
      child = try ChildProcess.start(command)
    } catch let failure {
      _ = await (output.untilEnd(), error.untilEnd())
      throw failure
    }
    let ending = try await child.wait()
    return (ending, await output.untilEnd(), await error.untilEnd())
  }

  /// Starts a script, lets a test use it once it has printed a word, and kills it and its session then.
  package static func whileRunning<Result>(
    _ command: ChildProcess.Command, afterPrinting word: String,
    _ body: (ChildProcess, ByteCollector) async throws -> Result
  ) async throws -> Result {
    var command = command
    let output = try Pipe()
    command.output = output.input
    let child = try ChildProcess.start(command)
    let outcome: Swift.Result<Result, any Error>
    do {
      try await eventually("the script prints \(word)") { output.output.text.contains(word) }
      outcome = .success(try await body(child, output.output))
    } catch {
      outcome = .failure(error)
    }
    for process in ProcessTable.processes(inSession: child.identifier, markedWith: nil) {
      kill(process, SIGKILL)
    }
    _ = try await child.wait()
    _ = await output.untilEnd()
    return try outcome.get()
  }
}

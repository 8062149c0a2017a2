import ProcessTestTools
import Supervision
import Testing

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

@Suite("Where the task of a child process is cancelled")
struct CancellationTests {
  @Test("the child goes on, by the plain wait")
  func wait() async throws {
    let command = Shell.command("echo ready; exec sleep 1000")
    try await Shell.whileRunning(command, afterPrinting: "ready") { child, _ in
      let waiting = Task { try await child.wait() }
      waiting.cancel()
      kill(child.identifier, SIGUSR1)
      let ending = try await waiting.value
      #expect(ending == .signalled(SIGUSR1))
    }
  }

  @Test("before the child was started, it is known all the same, and can be ended")
  func start() async throws {
    let folder = try TemporaryFolder()
    let starting = Task { [path = folder.path] in
      withUnsafeCurrentTask { $0?.cancel() }
      var command = Shell.command("echo $$ > pid; exec sleep 1000")
      command.workingDirectory = path
      return try ChildProcess.start(command)
    }
    let child = try await starting.value
    try #require(child.identifier > 1)
    try await eventually("the child runs") { PrivateFile.read(folder.path("pid"))?.isEmpty == false }
    #expect(
      PrivateFile.read(folder.path("pid")).map { String(decoding: $0, as: UTF8.self) }
        == "\(child.identifier)\n")
    kill(child.identifier, SIGKILL)
    #expect(try await child.wait() == .signalled(SIGKILL))
  }
}

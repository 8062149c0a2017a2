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

@Suite("A child process's ending")
struct EndingTests {
  @Test("is its exit code", arguments: [0, 1, 7, 127, 255])
  func exitCode(code: Int32) async throws {
    let ending = try await ChildProcess.start(Shell.command("exit \(code)")).wait()
    #expect(ending == .exited(code))
    #expect(ending.isSuccess == (code == 0))
  }

  @Test("is the signal that ended it", arguments: [SIGKILL, SIGTERM, SIGHUP, SIGABRT])
  func signal(number: Int32) async throws {
    let ending = try await ChildProcess.start(Shell.command("kill -\(number) $$")).wait()
    #expect(ending == .signalled(number))
    #expect(!ending.isSuccess)
  }

  @Test("is told to all who ask, whenever they do")
  func askedAgain() async throws {
    let child = try ChildProcess.start(Shell.command("exit 3"))
    async let first = child.wait()
    async let second = child.wait()
    #expect(try await [first, second] == [.exited(3), .exited(3)])
    #expect(try await child.wait() == .exited(3))
  }

  @Test("does not come with the end of what it started itself")
  func orphan() async throws {
    let child = try ChildProcess.start(Shell.command("sleep 1000 & exit 4"))
    #expect(try await child.wait() == .exited(4))
    let orphans = ProcessTable.processes(inSession: child.identifier, markedWith: nil)
    #expect(orphans.count == 1)
    for orphan in orphans { kill(orphan, SIGKILL) }
  }

  @Test("of a program that isn't there is an error that names it")
  func missingProgram() throws {
    let error = try #require(throws: (any Error).self) {
      _ = try ChildProcess.start(ChildProcess.Command("/nowhere/no program", [], environment: [:]))
    }
    #expect("\(error)".contains("/nowhere/no program"))
  }

  @Test("where it was to run in a folder that isn't there is an error that names the folder")
  func missingFolder() throws {
    var command = Shell.command("exit 0")
    command.workingDirectory = "/nowhere/no folder"
    let error = try #require(throws: (any Error).self) { _ = try ChildProcess.start(command) }
    #expect("\(error)".contains("/nowhere/no folder"))
  }
}

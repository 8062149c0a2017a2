import PackageTests
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

@Suite("The terminal that a person sees")
struct OuterTerminalTests {
  private let size = PseudoTerminal.Size(columns: 91, rows: 17)

  @Test("is found behind a descriptor of ours")
  func descriptor() async throws {
    let terminal = try PseudoTerminal(size: size)
    defer { for end in [terminal.controller, terminal.terminal] { close(end) } }
    #expect(OuterTerminal.size(ofDescriptor: terminal.terminal) == size)
    let pipe = try Pipe()
    #expect(OuterTerminal.size(ofDescriptor: pipe.input) == nil)
    _ = await pipe.untilEnd()
  }

  @Test("is found behind the standard output of another process")
  func otherProcess() async throws {
    let terminal = try PseudoTerminal(size: size)
    defer { for end in [terminal.controller, terminal.terminal] { close(end) } }
    var command = Shell.command("exec sleep 1000")
    command.output = terminal.terminal
    let child = try ChildProcess.start(command)
    #expect(OuterTerminal.size(ofStandardOutputOf: child.identifier) == size)
    kill(child.identifier, SIGKILL)
    _ = try await child.wait()
  }

  @Test("is none where the other process prints elsewhere, or is gone")
  func none() async throws {
    let child = try await Shell.whileRunning(
      Shell.command("echo ready; exec sleep 1000"), afterPrinting: "ready"
    ) { child, _ in
      #expect(OuterTerminal.size(ofStandardOutputOf: child.identifier) == nil)
      return child.identifier
    }
    #expect(OuterTerminal.size(ofStandardOutputOf: child) == nil)
  }
}

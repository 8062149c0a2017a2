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

@Suite("A pseudo-terminal")
struct PseudoTerminalTests {
  /// What a script prints into a terminal, to its end.
  private func output(of script: String, size: PseudoTerminal.Size?) async throws -> String {
    let terminal = try PseudoTerminal(size: size)
    var command = Shell.command(script)
    command.output = terminal.terminal
    command.error = terminal.terminal
    let child = try ChildProcess.start(command)
    close(terminal.terminal)
    let collected = ByteCollector()
    let reader = DescriptorReader(terminal.controller) { collected.add($0) }
    #expect(try await child.wait() == .exited(0))
    await reader.untilEnd()
    return collected.text
  }

  @Test("is a terminal to the child")
  func isTerminal() async throws {
    #expect(try await output(of: "test -t 1 && test -t 2 && echo yes", size: nil) == "yes\n")
  }

  @Test("has the size it was given")
  func size() async throws {
    let size = PseudoTerminal.Size(columns: 132, rows: 43)
    #expect(try await output(of: "stty size <&1", size: size) == "43 132\n")
  }

  @Test("tells its size, and its new one")
  func resize() throws {
    let terminal = try PseudoTerminal(size: PseudoTerminal.Size(columns: 80, rows: 24))
    defer { for end in [terminal.controller, terminal.terminal] { close(end) } }
    #expect(PseudoTerminal.Size(of: terminal.terminal) == PseudoTerminal.Size(columns: 80, rows: 24))
    terminal.resize(PseudoTerminal.Size(columns: 100, rows: 30))
    #expect(PseudoTerminal.Size(of: terminal.terminal) == PseudoTerminal.Size(columns: 100, rows: 30))
  }

  @Test("leaves line ends as they are, and everything else")
  func lineEnds() async throws {
    #expect(
      try await output(of: #"printf 'a\nb\r\nc\td\033[1m\n\n'"#, size: nil) == "a\nb\r\nc\td\u{1B}[1m\n\n")
  }

  @Test("passes on all that was printed before the child ended")
  func all() async throws {
    let printed = try await output(
      of: "i=0; while [ $i -lt 5000 ]; do i=$((i+1)); echo line $i; done", size: nil)
    #expect(printed == (1...5000).map { "line \($0)\n" }.joined())
  }

  @Test("is not what a pipe or a file is")
  func noTerminal() async throws {
    let pipe = try Pipe()
    #expect(PseudoTerminal.Size(of: pipe.input) == nil)
    _ = await pipe.untilEnd()
    #expect(PseudoTerminal.Size(of: -1) == nil)
  }
}

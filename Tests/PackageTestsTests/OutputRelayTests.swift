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

@Suite("Passing on what a child prints")
struct OutputRelayTests {
  /// What arrives of a script's output.
  private func relayed(
    _ script: String, _ style: OutputRelay.Style, removesLockNotice: Bool = false
  ) async throws -> (output: String, error: String, ending: ChildProcess.Ending) {
    let (output, error) = (try Pipe(), try Pipe())
    let relay = OutputRelay(
      style, output: output.input, error: error.input, removesLockNotice: removesLockNotice)
    let ending = try await relay.start(Shell.command(script)).wait()
    return (await output.untilEnd(), await error.untilEnd(), ending)
  }

  @Test("through pipes keeps standard output and standard error apart")
  func pipes() async throws {
    let result = try await relayed("test -t 1 || echo out; test -t 2 || echo err >&2; exit 3", .plain)
    #expect(result.output == "out\n")
    #expect(result.error == "err\n")
    #expect(result.ending == .exited(3))
  }

  @Test("through a terminal has both in their order, as they were written, in a terminal of the size given")
  func terminal() async throws {
    let size = PseudoTerminal.Size(columns: 77, rows: 11)
    let result = try await relayed(
      "test -t 1 && test -t 2 && echo one; echo two >&2; echo three; stty size <&1", .terminal(size))
    #expect(result.output == "one\ntwo\nthree\n11 77\n")
    #expect(result.error == "")
  }

  @Test(
    "loses nothing of 10 MB, and keeps the order", .timeLimit(.minutes(5)),
    arguments: [OutputRelay.Style.plain, .terminal(nil)])
  func much(style: OutputRelay.Style) async throws {
    // 655360 lines of 16 bytes.
    let result = try await relayed("seq -f '%015.0f' 1 655360", style)
    #expect(result.ending == .exited(0))
    #expect(result.output.utf8.count == 655_360 * 16)
    let numbers = result.output.utf8.split(separator: 10).lazy.map { Int(Substring($0)) ?? -1 }
    #expect(zip(numbers, 1...).first { $0 != $1 } == nil)
  }

  @Test("takes out SwiftPM's notice where it is asked to, only there", arguments: [true, false])
  func notice(isRemoved: Bool) async throws {
    let notice = "Another instance of SwiftPM is here, but `--ignore-lock` has been passed"
    let script = "printf %s '\(notice)'; echo first; printf 'last'"
    let result = try await relayed(script, .plain, removesLockNotice: isRemoved)
    #expect(result.output == (isRemoved ? "" : notice) + "first\nlast")
  }

  @Test("gives what comes next on a terminal or on standard error a line of its own")
  func lineEnds() async throws {
    let piped = try await relayed("printf out; printf waiting >&2", .plain)
    #expect(piped.output == "out")
    #expect(piped.error == "waiting\n")
    #expect(try await relayed("printf waiting", .terminal(nil)).output == "waiting\n")
    #expect(try await relayed(":", .terminal(nil)).output == "")
  }

  @Test("passes on each line at once")
  func live() async throws {
    let folder = try TemporaryFolder()
    let (output, error) = (try Pipe(), try Pipe())
    let relay = OutputRelay(.plain, output: output.input, error: error.input, removesLockNotice: true)
    let script = "echo one; until test -e go; do sleep 0.01; done; echo two"
    var command = Shell.command(script)
    command.workingDirectory = folder.path
    let running = try await relay.start(command)
    try await eventually("the first line arrives") { output.output.text == "one\n" }
    try folder.write("", to: "go")
    #expect(try await running.wait() == .exited(0))
    #expect(await output.untilEnd() == "one\ntwo\n")
    _ = await error.untilEnd()
  }

  @Test("tells of the end first, and waits for those who still print then")
  func orphans() async throws {
    let folder = try TemporaryFolder()
    let (output, error) = (try Pipe(), try Pipe())
    let relay = OutputRelay(.plain, output: output.input, error: error.input, removesLockNotice: false)
    var command = Shell.command("(until test -e go; do sleep 0.01; done; echo late) & exit 5")
    command.workingDirectory = folder.path
    let ending = try await relay.start(command).wait { ending in
      #expect(ending == .exited(5))
      #expect(output.output.text == "")
      #expect(throws: Never.self) { try folder.write("", to: "go") }
    }
    #expect(ending == .exited(5))
    #expect(await output.untilEnd() == "late\n")
    _ = await error.untilEnd()
  }

  @Test("of a program that isn't there is an error that names it")
  func missing() async throws {
    let relay = OutputRelay(.plain, output: -1, error: -1, removesLockNotice: false)
    let error = try await #require(throws: (any Error).self) {
      _ = try await relay.start(ChildProcess.Command("/nowhere/swift", [], environment: [:]))
    }
    #expect("\(error)".contains("/nowhere/swift"))
  }
}

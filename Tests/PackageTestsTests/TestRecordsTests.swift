import Foundation
import PackageTests
import ProcessTestTools
import Supervision
import Testing

@Suite("The records of tests", .enabled(if: TestRunner.isPossible))
final class TestRecordsTests {
  private let directory = RunDirectory(run: "unit\(UInt32.random(in: .min ... .max))")
  /// Without it, a run that begins meanwhile would sweep the folder away.
  private let lock: FileLock
  private let records: TestRecords
  private let tool = OwnProgram.path.split(separator: "/").dropLast().map { "/\($0)" }.joined() + "/db-tool"

  init() throws {
    lock = try directory.make()
    try TestRunner(directory: directory).provide([:])
    records = try TestRecords(making: directory)
  }

  deinit { directory.remove() }

  /// Has the runner become a shell, which prints its arguments; these are as `swift test` has them.
  private func run(_ script: String, _ arguments: [String] = []) async throws -> String {
    let command = ChildProcess.Command(
      tool, [TestRunner.subcommand, directory.path, "/bin/sh", "-c", script] + arguments,
      environment: CleanEnvironment.all.filter { ["PATH", "LD_LIBRARY_PATH"].contains($0.key) })
    let (ending, output, error) = try await Shell.run(command)
    #expect(ending == .exited(0), "\(error)")
    return output
  }

  @Test("of Swift Testing are its event stream, in another file for each process")
  func events() async throws {
    let script = #"shift; for word; do case $word in *.events) echo events > "$word"; echo "$@"; esac; done"#
    for _ in 1...2 {
      let printed = try await run(script, ["tests", "--filter", "A", "--testing-library", "swift-testing"])
      #expect(printed.contains("--testing-library swift-testing --event-stream-output-path \(directory.path)/records/"))
      #expect(printed.contains(" --event-stream-version "))
    }
    #expect(records.all.map(\.content) == [.events, .events])
    #expect(records.all.allSatisfy { $0.bytes == Array("events\n".utf8) })
  }

  @Test(
    "are the stream that the user asked for, where he did",
    arguments: [["--event-stream-output-path", "FILE"], ["--event-stream-output-path=FILE"]])
  func usersStream(option: [String]) async throws {
    let folder = try TemporaryFolder()
    try folder.write("mine", to: "events")
    let option = option.map { $0.replacingOccurrences(of: "FILE", with: folder.path + "/events") }
    let printed = try await run(#"echo "$@""#, ["tests"] + option + ["--testing-library", "swift-testing"])
    #expect(printed == (option + ["--testing-library", "swift-testing"]).joined(separator: " ") + "\n")
    #expect(records.all.map(\.bytes) == [Array("mine".utf8)])
  }

  @Test("of XCTest are what it prints, which goes where it always went")
  func output() async throws {
    let printed = try await run("echo printed; echo error >&2; printf rest")
    #expect(printed == "printed\nrest")
    try await eventually("the copy is there") { records.all.first?.bytes.count == 12 }
    let all = try #require(records.all.first)
    #expect(all.content == .output)
    #expect(all.bytes == Array("printed\nrest".utf8))
  }

  @Test("of XCTest leave the tests without children that they did not start")
  func noChildren() async throws {
    // By the shell itself, since another program would be a child of it.
    let script = #"wait; read -r children < /proc/$$/task/$$/children; echo "children:$children""#
    #expect(try await run(script) == "children:\n")
  }

  @Test("are not written where tests are only listed", arguments: ["--list-tests", "--dump-tests-json"])
  func listing(option: String) async throws {
    _ = try await run("echo listed", ["tests", option, "--testing-library", "swift-testing"])
    #expect(records.all.isEmpty)
  }
}

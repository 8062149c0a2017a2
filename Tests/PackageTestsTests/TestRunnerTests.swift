import Foundation
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

@Suite("The runner of the tests", .enabled(if: TestRunner.isPossible))
final class TestRunnerTests {
  private let directory = RunDirectory(run: "unit\(UInt32.random(in: .min ... .max))")
  /// Without it, a run that begins meanwhile would sweep the folder away.
  private let lock: FileLock
  private let runner: TestRunner
  /// The tool, which is built next to these tests.
  private let tool = OwnProgram.path.split(separator: "/").dropLast().map { "/\($0)" }.joined() + "/db-tool"

  init() throws {
    lock = try directory.make()
    runner = try TestRunner(directory: directory)
  }

  deinit { directory.remove() }

  private func command(_ words: [String], environment: [String: String] = [:]) -> ChildProcess.Command {
    ChildProcess.Command(
      tool, [TestRunner.subcommand, directory.path] + words,
      environment: environment.merging(CleanEnvironment.all.filter { $0.key == "LD_LIBRARY_PATH" }) { $1 })
  }

  /// What a child prints, where the variables are provided only once it has come to wait for them.
  private func output(of command: ChildProcess.Command, _ variables: [String: String?]) async throws -> String {
    #expect(!runner.isReached)
    async let result = Shell.run(command)
    try await eventually("the runner is reached") { runner.isReached }
    try runner.provide(variables)
    let (ending, output, error) = try await result
    #expect(ending == .exited(0), "\(error)")
    return output
  }

  @Test("is named by a toolset, that calls this program with the run's folder")
  func toolset() throws {
    struct Toolset: Decodable, Equatable {
      struct Tool: Decodable, Equatable {
        var path: String
        var extraCLIOptions: [String]
      }
      var schemaVersion, rootPath: String
      var testRunner: Tool
    }
    let bytes = try #require(PrivateFile.read(runner.toolset))
    #expect(
      try JSONDecoder().decode(Toolset.self, from: Data(bytes))
        == Toolset(
          schemaVersion: "1.0", rootPath: "/",
          testRunner: Toolset.Tool(path: OwnProgram.path, extraCLIOptions: ["run-tests", directory.path])))
  }

  @Test("keeps all that it writes from others' eyes")
  func permissions() throws {
    try runner.provide(["PGPASSWORD": "secret"])
    let names = try FileManager.default.contentsOfDirectory(atPath: directory.path)
    // The toolset, the variables, and the lock.
    #expect(names.count == 3)
    for name in names {
      var information = stat()
      #expect(stat(directory.path(of: name), &information) == 0)
      #expect(information.st_mode & 0o777 == 0o600)
    }
  }

  @Test("waits for the variables, and then becomes the tests with them")
  func variables() async throws {
    let output = try await output(
      of: command(
        ["/bin/sh", "-c", #"printf '%s|%s|%s|%s' "$A" "$B" "${GONE-none}" "$KEPT""#],
        environment: [
          "GONE": "x", "KEPT": "kept", "A": "old",
        ]), ["A": "new=1\n2 ü", "B": "", "GONE": nil, "NEVER": nil] as [String: String?])
    #expect(output == "new=1\n2 ü||none|kept")
  }

  @Test("becomes the tests where there are no variables to give")
  func noVariables() async throws {
    #expect(try await output(of: command(["/bin/echo", "-n", "x"]), [:]) == "x")
  }

  @Test("hands on the tests' arguments as they are")
  func arguments() async throws {
    let words = ["--filter", "a b", "", "--help", "--", "-x", "--version"]
    let script = #"for word in "$@"; do printf '<%s>' "$word"; done"#
    let output = try await output(of: command(["/bin/sh", "-c", script, "sh"] + words), [:])
    #expect(output == words.map { "<\($0)>" }.joined())
  }

  @Test("ends where the run ends, with its folder, before there is a database")
  func endOfTheRun() async throws {
    let command = command(["/bin/echo", "the tests ran"])
    async let result = Shell.run(command)
    try await eventually("the runner is reached") { runner.isReached }
    directory.remove()
    let (ending, output, _) = try await result
    #expect(ending != .exited(0))
    #expect(output == "")
  }

  @Test("is the same process as the tests, so that their ending is its own")
  func ending() async throws {
    try runner.provide([:])
    #expect(try await Shell.run(command(["/bin/sh", "-c", "exit 7"])).ending == .exited(7))
    #expect(try await Shell.run(command(["/bin/sh", "-c", "kill -9 $$"])).ending == .signalled(SIGKILL))
  }

  @Test("fails with the path of tests that aren't there")
  func missing() async throws {
    try runner.provide([:])
    let result = try await Shell.run(command(["/nowhere/tests"]))
    #expect(result.ending != .exited(0))
    #expect(result.error.contains("can't run '/nowhere/tests': No such file or directory"))
  }
}

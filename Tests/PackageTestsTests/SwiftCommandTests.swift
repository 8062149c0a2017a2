import PackageTests
import ProcessTestTools
import Supervision
import Testing

@Suite("The call of swift")
struct SwiftCommandTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder("a package")
    try folder.write("{}", to: ".build/workspace-state.json")
  }

  private var native: BuildLayout? { BuildLayout(toolPath: folder.path(".build/x86_64/debug/db-tool")) }
  private var swiftBuild: BuildLayout? {
    BuildLayout(toolPath: folder.path(".build/out/Products/Release/db-tool"))
  }

  private func swift(_ layout: BuildLayout?, inPlugin: Bool) -> SwiftCommand {
    SwiftCommand(
      swift: "/t/usr/bin/swift", packageDirectory: folder.path, layout: layout, runsInsidePlugin: inPlugin)
  }

  private func words(_ given: [String], isBuilt: Bool = false) -> [String] {
    swift(native, inPlugin: false).test(TestArguments(given), isBuilt: isBuilt, environment: [:]).arguments
  }

  @Test("is the toolchain's, in the package's folder, with the environment given")
  func surroundings() {
    let command = swift(nil, inPlugin: true).test(TestArguments([]), isBuilt: true, environment: ["A": "b"])
    #expect(command.executable == "/t/usr/bin/swift")
    #expect(command.workingDirectory == folder.path)
    #expect(command.environment == ["A": "b"])
    #expect(command.account == nil)
  }

  @Test("to test inside a plugin passes by the lock, and tests what was built where it was")
  func insidePlugin() {
    let command = swift(native, inPlugin: true).test(
      TestArguments(["--filter", "a b"]), isBuilt: true, environment: [:])
    #expect(
      command.arguments == [
        "test", "--skip-build", "--ignore-lock", "--package-path", folder.path, "--scratch-path",
        folder.path(".build"), "--configuration", "debug", "--filter", "a b",
      ])
  }

  @Test("to test outside of a plugin respects the lock")
  func outsidePlugin() {
    let command = swift(nil, inPlugin: false).test(
      TestArguments(["--parallel"]), isBuilt: false, environment: [:])
    #expect(command.arguments == ["test", "--package-path", folder.path, "--parallel"])
  }

  @Test("to build names the same places, and never passes by the lock")
  func build() {
    #expect(
      swift(swiftBuild, inPlugin: true).build(environment: [:]).arguments == [
        "build", "--build-tests", "--package-path", folder.path, "--scratch-path", folder.path(".build"),
        "--configuration", "release", "--build-system", "swiftbuild",
      ])
  }

  @Test("to test by a runner names the runner's toolset, once, before what the user gave")
  func runner() throws {
    let directory = RunDirectory(run: "unit\(UInt32.random(in: .min ... .max))")
    let lock = try directory.make()
    defer {
      directory.remove()
      lock.release()
    }
    let runner = try TestRunner(directory: directory)
    let command = swift(native, inPlugin: true).test(
      TestArguments(["--filter", "A"]), runner: runner, environment: [:])
    #expect(
      command.arguments == [
        "test", "--ignore-lock", "--package-path", folder.path, "--scratch-path", folder.path(".build"),
        "--configuration", "debug", "--toolset", runner.toolset, "--filter", "A",
      ])
  }

  @Test(
    "says nothing twice that the user said",
    arguments: [
      (["--package-path", "p"], "--package-path"), (["--package-path=p"], "--package-path"),
      (["--scratch-path", "s"], "--scratch-path"), (["--scratch-path=s"], "--scratch-path"),
      (["--build-path", "s"], "--scratch-path"), (["-c", "release"], "--configuration"),
      (["--configuration=release"], "--configuration"), (["--configuration", "release"], "--configuration"),
    ])
  func nothingTwice(given: [String], option: String) {
    let words = words(given)
    #expect(Array(words.suffix(given.count)) == given)
    #expect(!words.dropLast(given.count).contains(option))
    #expect(!words.contains("--skip-build"))
  }

  @Test(
    "leaves the build system to the user who names one",
    arguments: ["--build-system=native", "--build-system"])
  func buildSystem(option: String) {
    let given = option.contains("=") ? [option] : [option, "native"]
    let command = swift(swiftBuild, inPlugin: true).test(
      TestArguments(given), isBuilt: false, environment: [:])
    #expect(command.arguments.filter { $0.hasPrefix("--build-system") } == [option])
  }
}

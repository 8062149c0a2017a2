import PackageTests
import ProcessTestTools
import Supervision
import Testing

@Suite("A program of the package's own")
struct PackageCommandTests {
  private let folder: TemporaryFolder
  private let swift: SwiftCommand

  init() throws {
    folder = try TemporaryFolder("a package")
    try folder.write("{}", to: ".build/workspace-state.json")
    swift = SwiftCommand(
      swift: "/t/usr/bin/swift", packageDirectory: folder.path,
      layout: BuildLayout(toolPath: folder.path(".build/x86_64/debug/db-tool")), runsInsidePlugin: true)
  }

  private func words(_ words: [String], isBuilt: Bool, isLocked: Bool, _ arguments: [String] = []) -> [String]? {
    swift.own(
      words,
      SwiftCommand.BuildState(isBuilt: isBuilt, isLocked: isLocked, arguments: TestArguments(arguments)),
      environment: [:])?.arguments
  }

  private var location: [String] {
    ["--package-path", folder.path, "--scratch-path", folder.path(".build"), "--configuration", "debug"]
  }

  @Test("run by swift neither builds what is built nor waits for the lock of those who wait for it")
  func built() {
    #expect(
      words(["swift", "run", "App", "migrate"], isBuilt: true, isLocked: true)
        == ["run", "--skip-build", "--ignore-lock"] + location + ["App", "migrate"])
    #expect(
      words(["swift", "run", "App"], isBuilt: false, isLocked: false) == ["run"] + location + ["App"])
  }

  @Test("is the one that the tests' own options had built")
  func sameOptions() {
    #expect(
      words(["swift", "run", "App"], isBuilt: true, isLocked: true, ["-c", "release", "--filter", "x", "--triple=t"])
        == [
          "run", "--skip-build", "--ignore-lock", "--package-path", folder.path, "--scratch-path",
          folder.path(".build"), "-c", "release", "--triple=t", "App",
        ])
  }

  @Test("is built where it has options of its own")
  func ownOptions() {
    #expect(
      words(["swift", "run", "-c", "release", "App"], isBuilt: true, isLocked: true)
        == [
          "run", "--ignore-lock", "--package-path", folder.path, "--scratch-path", folder.path(".build"), "-c",
          "release", "App",
        ])
  }

  @Test("is found in the package by its path, and elsewhere by PATH")
  func programs() throws {
    let script = try folder.script("migrate.sh", "exit 0")
    let state = SwiftCommand.BuildState(isBuilt: true, isLocked: true)
    let byPath = swift.own(["./migrate.sh", "a"], state, environment: [:])
    #expect(byPath?.executable == "\(folder.path)/./migrate.sh")
    #expect(byPath?.arguments == ["a"])
    #expect(byPath?.workingDirectory == folder.path)
    let byName = swift.own(["migrate.sh"], state, environment: ["PATH": "/nowhere:\(folder.path)"])
    #expect(byName?.executable == script)
    #expect(swift.own(["migrate.sh"], state, environment: ["PATH": "/nowhere"]) == nil)
    #expect(swift.own(["./migrate"], state, environment: ["PATH": folder.path]) == nil)
  }
}

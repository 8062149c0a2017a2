import PackageTests
import ProcessTestTools
import Testing

@Suite("Where SwiftPM builds")
struct BuildLayoutTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder("a package ü")
    try folder.write("{}", to: ".build/workspace-state.json")
  }

  private func read(_ tool: String) -> BuildLayout? { BuildLayout(toolPath: folder.path(tool)) }

  @Test(
    "is read from the place of a tool of the native build system",
    arguments: [
      ("x86_64-unknown-linux-gnu/debug/db-tool-tool", .debug),
      ("arm64-apple-macosx/debug/db-tool", .debug), ("aarch64-unknown-linux-gnu/release/db-tool", .release),
    ] as [(String, BuildLayout.Configuration)])
  func native(tool: String, configuration: BuildLayout.Configuration) throws {
    let layout = try #require(read(".build/" + tool))
    #expect(layout.scratchPath == folder.path(".build"))
    #expect(layout.buildSystem == .native)
    #expect(layout.configuration == configuration)
  }

  @Test(
    "is read from the place of a tool of Swift Build",
    arguments: [
      ("Debug-linux", .debug), ("Debug", .debug), ("Release-linux", .release), ("Release", .release),
    ] as [(String, BuildLayout.Configuration)])
  func swiftBuild(products: String, configuration: BuildLayout.Configuration) throws {
    let layout = try #require(read(".build/out/Products/\(products)/db-tool"))
    #expect(layout.scratchPath == folder.path(".build"))
    #expect(layout.buildSystem == .swiftbuild)
    #expect(layout.configuration == configuration)
  }

  @Test("is told in the words that SwiftPM's options take")
  func words() {
    #expect(BuildLayout.BuildSystem.native.rawValue == "native")
    #expect(BuildLayout.BuildSystem.swiftbuild.rawValue == "swiftbuild")
    #expect(BuildLayout.Configuration.release.rawValue == "release")
  }

  @Test("may have any name")
  func otherName() throws {
    try folder.write("{}", to: "out/scratch debug/workspace-state.json")
    let layout = try #require(read("out/scratch debug/x86_64-unknown-linux-gnu/debug/db-tool-tool"))
    #expect(layout.scratchPath == folder.path("out/scratch debug"))
  }

  @Test(
    "is unknown for a tool that lies elsewhere",
    arguments: [
      "bin/db-tool", ".build/db-tool", ".build/debug/db-tool", "elsewhere/x86_64/debug/db-tool",
      ".build/x86_64/profile/db-tool", "out/Products/Debug-linux/db-tool", ".build/a/b/debug/db-tool",
    ])
  func elsewhere(tool: String) {
    #expect(read(tool) == nil)
  }

  @Test(
    "is unknown for what is no path of a tool", arguments: ["", "/", "db-tool", "/debug/db-tool", "/db-tool"])
  func noPath(path: String) {
    #expect(BuildLayout(toolPath: path) == nil)
  }
}

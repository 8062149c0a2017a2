import Foundation
import Testing

@testable import SQLMigrations

@Suite("The files that patterns stand for")
struct InputFilesTests {
  private let scratch: ScratchFolder

  init() throws {
    scratch = try ScratchFolder([
      "Package.swift": "1", "Sources/App/main.swift": "2", "Sources/App/Migrations/One.swift": "3",
      "Sources/App/Migrations/Deep/Two.swift": "4", "Sources/App/Migrations/notes.md": "5",
      "Sources/App/Migrations/.hidden.swift": "6", "Sources/Other/Migrations/Three.swift": "7",
    ])
  }

  private func paths(_ patterns: String...) throws -> [String] {
    try InputFiles.read(patterns, in: scratch.directory).files.map(\.path)
  }

  @Test(
    "are found by names, stars and folders, once each and in order",
    arguments: [
      (["Package.swift"], ["Package.swift"]),
      (
        ["Sources/App/Migrations/**"],
        [
          "Sources/App/Migrations/Deep/Two.swift", "Sources/App/Migrations/One.swift",
          "Sources/App/Migrations/notes.md",
        ]
      ),
      (
        ["Sources/App/Migrations"],
        [
          "Sources/App/Migrations/Deep/Two.swift", "Sources/App/Migrations/One.swift",
          "Sources/App/Migrations/notes.md",
        ]
      ),
      (["Sources/*/Migrations/*.swift"], ["Sources/App/Migrations/One.swift", "Sources/Other/Migrations/Three.swift"]),
      (
        ["**/*.swift", "./Package.swift"],
        [
          "Package.swift", "Sources/App/Migrations/Deep/Two.swift", "Sources/App/Migrations/One.swift",
          "Sources/App/main.swift", "Sources/Other/Migrations/Three.swift",
        ]
      ),
      (["Sources/App/Migrations/.hidden.swift"], ["Sources/App/Migrations/.hidden.swift"]),
      (["Sources/**/T?o.swift"], ["Sources/App/Migrations/Deep/Two.swift"]),
    ])
  func found(patterns: [String], files: [String]) throws {
    #expect(try InputFiles.read(patterns, in: scratch.directory).files.map(\.path) == files)
  }

  @Test("are missed where a pattern stands for none, by its name")
  func none() {
    #expect {
      _ = try paths("Package.swift", "Sources/App/Migration/**")
    } throws: { error in
      "\(error)".hasPrefix("Sources/App/Migration/**: error: the inputs of 'migrate'")
    }
  }

  @Test("are told apart by what they hold and by their paths")
  func contents() throws {
    let before = try InputFiles.read(["Sources/**"], in: scratch.directory)
    #expect(try InputFiles.read(["Sources/**"], in: scratch.directory) == before)
    let file = scratch.directory.fullPath("Sources/App/Migrations/One.swift")
    try Data("3 ".utf8).write(to: URL(fileURLWithPath: file))
    #expect(try InputFiles.read(["Sources/**"], in: scratch.directory) != before)
    try Data("3".utf8).write(to: URL(fileURLWithPath: file))
    #expect(try InputFiles.read(["Sources/**"], in: scratch.directory) == before)
    try FileManager.default.moveItem(atPath: file, toPath: file + "x")
    #expect(try InputFiles.read(["Sources/**"], in: scratch.directory) != before)
  }

  @Test("are found behind links to folders, in the package and elsewhere", .timeLimit(.minutes(5)))
  func links() throws {
    let elsewhere = try ScratchFolder(["Deep/CreateElsewhere.swift": "8"])
    try FileManager.default.createSymbolicLink(
      atPath: elsewhere.directory.fullPath("Deep/Back"), withDestinationPath: elsewhere.directory.path)
    for (link, target) in [
      ("Sources/Linked", elsewhere.directory.path), ("Linked", scratch.directory.fullPath("Sources/App")),
    ] {
      try FileManager.default.createSymbolicLink(
        atPath: scratch.directory.fullPath(link), withDestinationPath: target)
    }
    #expect(try paths("Sources/Linked/**") == ["Sources/Linked/Deep/CreateElsewhere.swift"])
    #expect(try paths("Sources/**").contains("Sources/Linked/Deep/CreateElsewhere.swift"))
    #expect(try paths("**/main.swift") == ["Linked/main.swift", "Sources/App/main.swift"])
  }

  @Test("are found though folders link in a circle", .timeLimit(.minutes(5)))
  func circle() throws {
    try FileManager.default.createSymbolicLink(
      atPath: scratch.directory.fullPath("Sources/App/Again"), withDestinationPath: "..")
    #expect(try paths("**/main.swift") == ["Sources/App/main.swift"])
  }

  @Test(
    "A star takes what it must",
    arguments: [
      ("*", "a", true), ("a*", "a", true), ("*a*b", "xaxxab", true), ("*a*b", "xaxxa", false), ("?", "", false),
      ("a?c", "abc", true), ("*.swift", ".swift", false), (".*", ".swift", true), ("**x", "aax", true),
    ])
  func stars(pattern: String, name: String, matches: Bool) {
    #expect(PathPattern.matches(pattern, name) == matches)
  }
}

import Foundation
import PackageTests
import ProcessTestTools
import Testing

@Suite("A package's manifest")
struct PackageManifestTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder("package") }

  private func name(_ manifest: String) throws -> String {
    try folder.write(manifest, to: "the folder/Package.swift")
    return PackageManifest.name(inDirectory: folder.path("the folder"))
  }

  @Test(
    "has the package's name, however it is written",
    arguments: [
      #"let package = Package(name: "shop", targets: [])"#,
      "// swift-tools-version: 6.2\r\nimport PackageDescription\r\n\r\nlet package = Package(\r\n  name: \"shop\",\r\n",
      "let package = Package (\n\n\tname   :\n\t\t\"shop\"\n)", #"let package=Package(name:"shop")"#,
      "let package = Package(\n  // What it is called.\n  name: \"shop\")",
      "let package = Package(  // What it is called: \"x\"\n  name: \"shop\")",
      "let package = Package(/* first */ name: \"shop\")",
      "// let package = Package(name: \"old\")\nlet package = Package(name: \"shop\")",
      "  //Package(name: \"old\")\r\nlet package = Package(name: \"shop\")",
      "let settings = [f(name: \"x\")]\nlet package = Package(name: \"shop\", products: [.library(name: \"y\")])",
      "let p = MyPackage(name: \"x\")\nlet package = Package(name: \"shop\")",
    ])
  func name(manifest: String) throws {
    #expect(try name(manifest) == "shop")
  }

  @Test("may have a name of any letters", arguments: ["swift-db-test", "ein Café", "日本", "a.b_c", "(x)"])
  func letters(expected: String) throws {
    #expect(try name("let package = Package(name: \"\(expected)\")") == expected)
  }

  @Test(
    "that has no name which can be read leaves that of the folder",
    arguments: [
      "", "let package = Package(name: name)", "let package = Package(name: \"a\\(b)\")",
      "let package = Package(name: \"\")", "let p = Dependency.package(name: \"x\", path: \"x\")",
      "// let package = Package(name: \"old\")", "let package = Package(\n",
    ])
  func folderName(manifest: String) throws {
    #expect(try name(manifest) == "the folder")
  }

  @Test("that isn't there leaves the name of the folder")
  func missing() {
    #expect(PackageManifest.name(inDirectory: "/nowhere/a package/") == "a package")
    #expect(PackageManifest.name(inDirectory: "/") == "package")
  }

  @Test("is looked for in a folder and upwards, the nearest first")
  func directory() throws {
    try folder.write("", to: "outer/Package.swift")
    try folder.write("", to: "outer/inner/Package.swift")
    try folder.makeFolder("outer/inner/a/b")
    try folder.makeFolder("outer/c")
    for (from, expected) in [
      ("inner/a/b", "outer/inner"), ("inner", "outer/inner"), ("c", "outer"), ("", "outer"),
    ] {
      #expect(PackageManifest.packageDirectory(from: folder.path("outer/" + from)) == folder.path(expected))
    }
    #expect(PackageManifest.packageDirectory(from: folder.path) == nil)
  }

  @Test("has a full path, by the folder we are in where it was given another")
  func fullPath() {
    #expect(PackageManifest.fullPath("/a b") == "/a b")
    #expect(PackageManifest.fullPath("a/b") == FileManager.default.currentDirectoryPath + "/a/b")
  }
}

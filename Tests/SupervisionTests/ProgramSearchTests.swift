import Foundation
import ProcessTestTools
import Supervision
import Testing

@Suite("Finding a program")
struct ProgramSearchTests {
  /// Two folders: `a` has a file that may not be run, `b` a program of the same name, and a folder `c`.
  private func withFolders(_ body: (String) throws -> Void) throws {
    let folder = try TemporaryFolder()
    for name in ["a", "b", "b/c"] {
      try FileManager.default.createDirectory(atPath: "\(folder.path)/\(name)", withIntermediateDirectories: true)
    }
    for (name, mode) in [("a/tool", 0o644), ("b/tool", 0o755), ("a/text", 0o644)] {
      _ = FileManager.default.createFile(
        atPath: "\(folder.path)/\(name)", contents: Data(), attributes: [.posixPermissions: mode])
    }
    try body(folder.path)
  }

  @Test("goes on behind what may not be run, and says that only where there is nothing else")
  func path() throws {
    try withFolders { folder in
      let path = "\(folder)/a:\(folder)/b"
      #expect(ProgramSearch.find("tool", path: path, from: "/") == .program("\(folder)/b/tool"))
      #expect(ProgramSearch.find("text", path: path, from: "/") == .notExecutable("\(folder)/a/text"))
      #expect(ProgramSearch.find("c", path: path, from: "/") == .nothing)
      #expect(ProgramSearch.find("tool", path: nil, from: folder) == .nothing)
      #expect(ProgramSearch.find("", path: path, from: folder) == .nothing)
    }
  }

  @Test("takes a name with a slash as a path, and no folder for a program")
  func slash() throws {
    try withFolders { folder in
      #expect(ProgramSearch.find("b/tool", path: nil, from: folder) == .program("\(folder)/b/tool"))
      #expect(ProgramSearch.find("\(folder)/b/tool", path: nil, from: "/") == .program("\(folder)/b/tool"))
      #expect(ProgramSearch.find("./a/tool", path: "\(folder)/b", from: folder) == .notExecutable("\(folder)/./a/tool"))
      #expect(ProgramSearch.find("b/c", path: nil, from: folder) == .notExecutable("\(folder)/b/c"))
      #expect(ProgramSearch.find("b/none", path: nil, from: folder) == .nothing)
    }
  }
}

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

@Suite("A private file")
struct PrivateFileTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder("private") }

  private func mode(_ name: String) -> mode_t? {
    var information = stat()
    return lstat(folder.path(name), &information) == 0 ? information.st_mode & 0o7777 : nil
  }

  private func text(_ name: String) -> String? {
    PrivateFile.read(folder.path(name)).map { String(decoding: $0, as: UTF8.self) }
  }

  @Test("can be read and changed by its owner only")
  func permissions() throws {
    try PrivateFile.write("geheim ü", to: folder.path("a"))
    #expect(mode("a") == 0o600)
    #expect(text("a") == "geheim ü")
    #expect(try folder.names() == ["a"])
  }

  @Test("replaces a file that others could read, with one that they can't")
  func replacesOpenFile() throws {
    try folder.write("old and longer", to: "a")
    chmod(folder.path("a"), 0o666)
    try PrivateFile.write("new", to: folder.path("a"))
    #expect(mode("a") == 0o600)
    #expect(text("a") == "new")
  }

  @Test("replaces a symbolic link and leaves what that led to")
  func replacesLink() throws {
    try folder.write("untouched", to: "target")
    try folder.link("a", to: folder.path("target"))
    try PrivateFile.write("new", to: folder.path("a"))
    #expect(text("target") == "untouched")
    #expect(text("a") == "new")
  }

  @Test("is not read through a symbolic link")
  func readsNoLink() throws {
    try folder.write("x", to: "target")
    try folder.link("a", to: folder.path("target"))
    #expect(text("a") == nil)
  }

  @Test("that isn't there, or is a folder, reads as nothing")
  func noFile() throws {
    try folder.makeFolder("b")
    #expect(text("a") == nil)
    #expect(text("b") == nil)
  }

  @Test("is at every moment one that was written whole", .timeLimit(.minutes(5)))
  func whole() async throws {
    let path = folder.path("a")
    let contents = ["a", "b", "c"].map { String(repeating: $0, count: 300_000) }
    try PrivateFile.write(contents[0], to: path)
    let writing = Task.detached {
      for round in 0..<60 { try PrivateFile.write(contents[round % 3], to: path) }
    }
    let known = Set(contents.map { Array($0.utf8) })
    for _ in 0..<60 {
      let read = try #require(PrivateFile.read(path))
      #expect(known.contains(read))
    }
    try await writing.value
    #expect(try folder.names() == ["a"])
  }

  @Test("that can't be put in its place leaves nothing behind and is an error that names it")
  func cannotReplace() throws {
    try folder.makeFolder("a")
    let error = try #require(throws: SystemError.self) { try PrivateFile.write("x", to: folder.path("a")) }
    #expect(error.number == EISDIR)
    #expect(error.description.contains(folder.path("a")))
    #expect(try folder.names() == ["a"])
  }
}

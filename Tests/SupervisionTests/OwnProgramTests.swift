import Supervision
import Testing

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

@Suite("Our own program")
struct OwnProgramTests {
  @Test("has a full path without symbolic links, of a file that can be run")
  func path() throws {
    let path = OwnProgram.path
    #expect(path.hasPrefix("/"))
    #expect(access(path, X_OK) == 0)
    let resolved = try #require(realpath(path, nil))
    defer { free(resolved) }
    #expect(String(cString: resolved) == path)
  }

  @Test("is the same file by either of its names")
  func executable() {
    var (first, second) = (stat(), stat())
    #expect(stat(OwnProgram.path, &first) == 0)
    #expect(stat(OwnProgram.executable, &second) == 0)
    #expect(first.st_ino == second.st_ino)
    #expect(first.st_dev == second.st_dev)
  }
}

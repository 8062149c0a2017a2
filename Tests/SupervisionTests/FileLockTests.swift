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

@Suite("A lock on a file")
struct FileLockTests {
  private let folder: TemporaryFolder
  private let path: String

  init() throws {
    folder = try TemporaryFolder("lock")
    path = folder.path("lock")
  }

  @Test("that is exclusive excludes everybody, in the same process, too")
  func exclusive() throws {
    let lock = try #require(try FileLock.attempt(.exclusive, path: path))
    #expect(try FileLock.attempt(.exclusive, path: path) == nil)
    #expect(try FileLock.attempt(.shared, path: path) == nil)
    lock.release()
    #expect(try FileLock.attempt(.exclusive, path: path) != nil)
  }

  @Test("that is shared excludes the exclusive one only")
  func shared() throws {
    let first = try #require(try FileLock.attempt(.shared, path: path))
    let second = try #require(try FileLock.attempt(.shared, path: path))
    #expect(try FileLock.attempt(.exclusive, path: path) == nil)
    first.release()
    first.release()
    #expect(try FileLock.attempt(.exclusive, path: path) == nil)
    second.release()
    #expect(try FileLock.attempt(.exclusive, path: path) != nil)
  }

  @Test("is given back with the last reference to it")
  func deinitialised() throws {
    var lock = try FileLock.attempt(.exclusive, path: path)
    #expect(lock != nil)
    lock = nil
    #expect(try FileLock.attempt(.exclusive, path: path) != nil)
  }

  @Test("is not handed down to child processes")
  func children() async throws {
    let lock = try #require(try FileLock.attempt(.exclusive, path: path))
    try await Shell.whileRunning(Shell.command("echo ready; exec sleep 1000"), afterPrinting: "ready") {
      _, _ in
      lock.release()
      try #require(try FileLock.attempt(.exclusive, path: path)).release()
    }
  }

  @Test("makes the file, that only its owner can read, and leaves it there")
  func file() throws {
    try #require(try FileLock.attempt(.exclusive, path: path)).release()
    var information = stat()
    #expect(stat(path, &information) == 0)
    #expect(information.st_mode & 0o777 == 0o600)
  }

  @Test("is not taken on what a symbolic link leads to")
  func link() throws {
    try folder.link("lock", to: folder.path("target"))
    let error = try #require(throws: SystemError.self) { try FileLock.attempt(.shared, path: path) }
    #expect(error.number == ELOOP)
    #expect(try folder.names() == ["lock"])
  }

  @Test("in a folder that isn't there is an error that names the file")
  func noFolder() throws {
    let error = try #require(throws: SystemError.self) {
      try FileLock.attempt(.shared, path: folder.path("none/lock"))
    }
    #expect(error.description == "can't open '\(folder.path("none/lock"))': No such file or directory")
  }
}

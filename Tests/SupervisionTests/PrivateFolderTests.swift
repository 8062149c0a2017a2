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

@Suite("A private folder")
struct PrivateFolderTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder("private") }

  private func mode(_ path: String) -> mode_t? {
    var information = stat()
    return lstat(path, &information) == 0 ? information.st_mode & 0o7777 : nil
  }

  @Test("is made with those above it, with the permissions asked for", arguments: [0o700, 0o711] as [UInt32])
  func parents(wanted: UInt32) throws {
    try PrivateFile.makeDirectory(folder.path("a/b/c"), mode: wanted)
    for name in ["a", "a/b", "a/b/c"] { #expect(mode(folder.path(name)) == mode_t(wanted)) }
  }

  @Test("that is there is left as it is, also behind a symbolic link")
  func existing() throws {
    try folder.makeFolder("a")
    chmod(folder.path("a"), 0o755)
    try folder.link("b", to: folder.path("a"))
    try PrivateFile.makeDirectory(folder.path("a"))
    try PrivateFile.makeDirectory(folder.path("b"))
    #expect(mode(folder.path("a")) == 0o755)
  }

  @Test("can't be made in place of a file")
  func file() throws {
    try folder.write("", to: "a")
    let error = try #require(throws: SystemError.self) { try PrivateFile.makeDirectory(folder.path("a")) }
    #expect(error.number == EEXIST)
    #expect(error.description.contains(folder.path("a")))
  }

  @Test("that has to be new is refused where there is one already, or a link, even one to nowhere")
  func new() throws {
    try PrivateFile.makeNewDirectory(folder.path("a"))
    #expect(mode(folder.path("a")) == 0o700)
    try folder.link("b", to: folder.path("a"))
    try folder.link("c", to: folder.path("nowhere"))
    try folder.write("", to: "d")
    for name in ["a", "b", "c", "d"] {
      let error = try #require(throws: SystemError.self) {
        try PrivateFile.makeNewDirectory(folder.path(name))
      }
      #expect(error.number == EEXIST)
    }
    #expect(try folder.names() == ["a", "b", "c", "d"])
  }

  @Test("of a run is new, closed to others, short, and goes with all that is in it")
  func runDirectory() throws {
    let directory = RunDirectory(run: "unit\(UInt32.random(in: .min ... .max))")
    #expect(mode(directory.path) == nil)
    let lock = try directory.make()
    defer {
      directory.remove()
      lock.release()
    }
    #expect(mode(directory.path) == 0o700)
    #expect(directory.path(of: "s").utf8.count < 60)
    #expect(throws: SystemError.self) { try directory.make() }
    try PrivateFile.makeDirectory(directory.path(of: "a/b"))
    try PrivateFile.write("", to: directory.path(of: "a/b/c"))
    directory.remove()
    #expect(mode(directory.path) == nil)
    directory.remove()
  }

  @Test("of a run that is dead is swept with what still runs of it, and no other")
  func sweptRuns() async throws {
    let dead = RunDirectory(run: "unit\(UInt32.random(in: .min ... .max))")
    let living = RunDirectory(run: "unit\(UInt32.random(in: .min ... .max))")
    // It dies once its child is there: a run of another test may sweep at any moment.
    let deadLock = try dead.make()
    let lock = try living.make()
    let marks = [dead, living].map { ProcessMark.run(String($0.path.dropFirst("/tmp/db-test-".count))) }
    var children: [ChildProcess] = []
    for mark in marks {
      children.append(
        try ChildProcess.start(
          ChildProcess.Command("/bin/sleep", ["60"], environment: [mark.variable: mark.value])))
    }
    deadLock.release()
    await RunDirectory.sweep()
    #expect(try await children[0].wait() == .signalled(2))
    try await eventually("its folder is gone") { mode(dead.path) == nil }
    #expect(mode(living.path) == 0o700)
    #expect(ProcessTable.isAlive(children[1].identifier))
    await RunProcesses(leader: nil, mark: marks[1]).end(grace: .zero)
    living.remove()
    lock.release()
  }

  @Test("of a run is neither made nor swept through a link that somebody has planted")
  func plantedRun() async throws {
    let target = try folder.makeFolder("target")
    let directory = RunDirectory(run: "unit\(UInt32.random(in: .min ... .max))")
    #expect(symlink(target, directory.path) == 0)
    defer { unlink(directory.path) }
    #expect(throws: SystemError.self) { try directory.make() }
    #expect(try folder.names(in: "target") == [])
    // What looks like a dead run's.
    try folder.write("", to: "target/alive")
    try folder.write("precious", to: "target/file")
    await RunDirectory.sweep()
    #expect(try folder.names(in: "target") == ["alive", "file"])
  }

  @Test("that can't be made anywhere are an error, however deep")
  func impossible() {
    #expect(throws: SystemError.self) { try PrivateFile.makeDirectory("/dev/null/x/y/z") }
  }
}

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

@Suite("Waiting for a lock")
struct FileLockWaitingTests {
  private let folder: TemporaryFolder
  private let path: String

  init() throws {
    folder = try TemporaryFolder("lock")
    path = folder.path("lock")
  }

  @Test("ends when its holder gives it back, and is announced once")
  func giveBack() async throws {
    let holder = try #require(try FileLock.attempt(.exclusive, path: path))
    var announcements = 0
    let taken = try await FileLock.take(.exclusive, path: path) {
      announcements += 1
      holder.release()
    }
    #expect(announcements == 1)
    taken.release()
  }

  @Test("is not announced where nobody is in the way")
  func free() async throws {
    try await FileLock.take(.exclusive, path: path) { Issue.record("nobody is in the way") }.release()
  }

  @Test("ends with the task's cancellation")
  func cancelled() async throws {
    let holder = try #require(try FileLock.attempt(.exclusive, path: path))
    let waiting = Task { [path] in try await FileLock.take(.shared, path: path).release() }
    waiting.cancel()
    await #expect(throws: CancellationError.self) { try await waiting.value }
    holder.release()
  }

  @Test(
    "of another process ends when that is killed",
    .enabled(if: access("/usr/bin/flock", X_OK) == 0), arguments: [FileLock.Kind.shared, .exclusive])
  func deathOfTheHolder(kind: FileLock.Kind) async throws {
    let option = kind == .shared ? "-s" : "-x"
    let script = #"exec 9>"$1"; flock \#(option) 9; echo ready; exec sleep 1000"#
    try await Shell.whileRunning(Shell.command(script, [path]), afterPrinting: "ready") { holder, _ in
      #expect(try FileLock.attempt(.exclusive, path: path) == nil)
      let shared = try FileLock.attempt(.shared, path: path)
      #expect((shared != nil) == (kind == .shared))
      shared?.release()
      let taken = try await FileLock.take(.exclusive, path: path) { kill(holder.identifier, SIGKILL) }
      taken.release()
    }
  }

  @Test("holds back another process, too", .enabled(if: access("/usr/bin/flock", X_OK) == 0))
  func otherProcess() async throws {
    let attempt = Shell.command(#"exec 9>>"$1"; flock -n -x 9"#, [path])
    let lock = try #require(try FileLock.attempt(.shared, path: path))
    #expect(try await Shell.run(attempt).ending == .exited(1))
    lock.release()
    #expect(try await Shell.run(attempt).ending == .exited(0))
  }
}

import Foundation
import IntegrationHarness

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// Has the tool's own server wait while it starts: for what is in a file that it reads before it lets anybody in, and that is a
/// pipe for as long.
final class SlowStart: @unchecked Sendable {  // Used by one task at a time.
  private let path: String
  private let content: Data
  private var pipe: Int32 = -1

  /// Makes the file a pipe.
  init() throws {
    path = (Cluster().directory ?? "") + "/data/pg_ident.conf"
    content = try Data(contentsOf: URL(filePath: path))
    var information = stat()
    stat(path, &information)
    unlink(path)
    guard mkfifo(path, 0o600) == 0 else { throw Unexpected("'\(path)' can't be made a pipe") }
    chown(path, information.st_uid, information.st_gid)
  }

  /// Waits until the server reads it.
  func isReached(by running: Running) async throws {
    let found = try await eventually(within: .seconds(60)) { () -> Bool? in
      guard running.isRunning else { throw Unexpected("it ended too early:\n\(running.output)") }
      // To write to a pipe that nobody reads is an error.
      pipe = open(path, O_WRONLY | O_NONBLOCK | O_CLOEXEC)
      return pipe >= 0 ? true : nil
    }
    guard found == true, Cluster().server != nil else { throw Unexpected("the server was not started") }
  }

  /// Makes it a file again, and gives the server what was in it.
  func end() {
    var information = stat()
    stat(path, &information)
    // Written beside it, and put in its place in one step.
    let new = path + ".new"
    if information.st_mode & S_IFMT == S_IFIFO, (try? content.write(to: URL(filePath: new))) != nil {
      chmod(new, 0o600)
      chown(new, information.st_uid, information.st_gid)
      rename(new, path)
    }
    guard pipe >= 0 else { return }
    _ = content.withUnsafeBytes { write(pipe, $0.baseAddress, $0.count) }
    close(pipe)
    pipe = -1
  }
}

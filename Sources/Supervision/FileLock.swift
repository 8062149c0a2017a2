#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#endif

/// A lock on a file (`flock`), which the kernel gives back when its holder dies, however it dies.
///
/// Source: flock(2). The file is never removed, since a lock on a removed file excludes nobody.
package final class FileLock: Sendable {
  /// Whether others may hold the lock at the same time.
  package enum Kind: Sendable {
    case shared, exclusive

    fileprivate var operation: Int32 { self == .shared ? LOCK_SH : LOCK_EX }
  }

  private let descriptor: Int32

  private init(descriptor: Int32) { self.descriptor = descriptor }

  deinit { close(descriptor) }

  /// Gives the lock back; doing so again does nothing.
  package func release() {
    flock(descriptor, LOCK_UN)
  }

  /// Takes the lock, or gives back `nil` where another holder is in the way.
  ///
  /// - Throws: ``SystemError`` where the file can't be opened.
  package static func attempt(_ kind: Kind, path: String) throws -> FileLock? {
    // A link that someone else planted here is not followed.
    let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else { throw SystemError("open", path) }
    let lock = FileLock(descriptor: descriptor)
    guard flock(descriptor, kind.operation | LOCK_NB) == 0 else {
      if errno == EWOULDBLOCK || errno == EINTR { return nil }
      throw SystemError("lock", path)
    }
    return lock
  }

  /// Takes the lock, waiting for other holders.
  ///
  /// - Parameter onWait: Called once where there is something to wait for.
  /// - Throws: ``SystemError``; `CancellationError` where the task is cancelled meanwhile.
  package static func take(_ kind: Kind, path: String, onWait: () -> Void = {}) async throws -> FileLock {
    var waited = false
    while true {
      if let lock = try attempt(kind, path: path) { return lock }
      if !waited { onWait() }
      waited = true
      try await Task.sleep(for: .milliseconds(10))
    }
  }
}

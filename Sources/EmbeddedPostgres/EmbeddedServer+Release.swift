package import Supervision

extension EmbeddedServer {
  /// A hold on the server of a cluster, whether it runs already or is about to be started.
  ///
  /// - Throws: `SystemError`.
  package static func hold(clusterDirectory directory: ClusterDirectory) async throws -> FileLock {
    try await FileLock.take(.shared, path: directory.holdersLock)
  }

  /// Stops the server of a cluster, unless somebody holds it or it is to stay up.
  ///
  /// Our own holds have to be gone before.
  ///
  /// - Throws: ``EmbeddedPostgresError`` with code `stopFailed`.
  package static func stopIfUnused(clusterDirectory directory: ClusterDirectory) async throws {
    let control = try await FileLock.take(.exclusive, path: directory.controlLock)
    defer { control.release() }
    // We have the lock that a run has while it makes a cluster, so what is half made is a dead one's.
    try await ClusterMaking(of: directory).abandon()
    guard let last = try FileLock.attempt(.exclusive, path: directory.holdersLock) else { return }
    defer { last.release() }
    guard ServerState.read(directory)?.staysUp != true else { return }
    try await stop(directory)
    // A server that was killed has left its own.
    for path in directory.socketFiles { try FileTree.remove(path) }
  }

  /// Has the server stay when its last holder goes, until it is stopped by hand or the machine goes down.
  ///
  /// - Throws: `SystemError`.
  package func stayUp() async throws {
    let control = try await FileLock.take(.exclusive, path: directory.controlLock)
    defer { control.release() }
    guard var state = ServerState.read(directory) else { return }
    state.staysUp = true
    try state.write(directory)
  }

  /// What became of a server that was to go.
  package enum Departure: Sendable { case stopped, heldByOthers, wasNotRunning }

  /// Ends a server's stay: it stops now, or when its last holder goes.
  ///
  /// - Throws: `SystemError`; ``EmbeddedPostgresError`` with code `stopFailed`.
  package static func endStay(clusterDirectory directory: ClusterDirectory) async throws -> Departure {
    guard Postmaster(of: directory) != nil else { return .wasNotRunning }
    let control = try await FileLock.take(.exclusive, path: directory.controlLock)
    if var state = ServerState.read(directory) {
      state.staysUp = false
      try state.write(directory)
    }
    control.release()
    try await stopIfUnused(clusterDirectory: directory)
    return Postmaster(of: directory) == nil ? .stopped : .heldByOthers
  }

  private static func stop(_ directory: ClusterDirectory) async throws {
    guard let server = Postmaster(of: directory) else { return }
    guard await server.stop() else {
      throw EmbeddedPostgresError(
        .stopFailed, "the server of '\(directory.path)' could not be stopped; its log is '\(directory.log)'")
    }
  }
}

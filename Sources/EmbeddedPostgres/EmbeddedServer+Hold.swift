internal import LibPQ
internal import Supervision

#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#endif

extension EmbeddedServer {
  /// Starts the server, or joins those who use it already.
  ///
  /// - Parameters:
  ///   - binaries: The programs.
  ///   - cache: The folder that clusters are kept in.
  ///   - announce: Called with the cluster's folder before anything is started, so that somebody can see to
  ///     it that the server goes, even if this process dies at the next moment.
  ///   - report: Called at each step.
  /// - Throws: ``EmbeddedPostgresError``, `SystemError`, `CancellationError`.
  package static func hold(
    _ binaries: ServerBinaries, cache: String,
    announce: @Sendable (ClusterDirectory) async throws -> Void,
    report: @escaping @Sendable (EmbeddedServerStep) -> Void
  ) async throws -> EmbeddedServer {
    let settings = ServerSettings()
    let directory = ClusterDirectory(cache: cache, binaries: binaries, settings: settings)
    let account = try ServerAccount.choose()
    let cluster = Cluster(directory: directory, binaries: binaries, settings: settings, account: account)
    try directory.make(account: account)
    try await announce(directory)
    let control = try await FileLock.take(.exclusive, path: directory.controlLock) {
      report(.waitingForAnother)
    }
    defer { control.release() }
    let hold = try await FileLock.take(.shared, path: directory.holdersLock)
    let (superuser, owner) = try await running(cluster, report: report)
    return EmbeddedServer(
      directory: directory, version: binaries.version, superuser: superuser, owner: owner, hold: hold)
  }

  /// The DSNs of the server that runs, or that runs now.
  private static func running(
    _ cluster: Cluster, report: @Sendable (EmbeddedServerStep) -> Void
  ) async throws -> (superuser: DSN, owner: DSN) {
    if let state = ServerState.read(cluster.directory), try await letsIn(cluster, state) {
      return (cluster.superuserDSN(port: state.port), owner(state))
    }
    // Nobody who might still start it holds the control lock, so one that lets nobody in is a ruin.
    if let ruin = Postmaster(of: cluster.directory), await !ruin.stop() {
      throw EmbeddedPostgresError(
        .startFailed, "the server of '\(cluster.directory.path)' lets nobody in and can't be stopped")
    }
    let lastPort = ServerState.read(cluster.directory)?.port
    // What it says is not true of the next server; nor is it, should we die before that one has its password.
    try FileTree.remove(cluster.directory.state)
    let server = try await started(cluster, lastPort: lastPort, report: report)
    let state = ServerState(port: server.port, password: randomPassword(), staysUp: false)
    try await TestRoles.prepare(server.connection, password: state.password)
    await server.connection.close()
    try state.write(cluster.directory)
    return (cluster.superuserDSN(port: server.port), owner(state))
  }

  /// Whether the server of a cluster runs and is fit to be used.
  ///
  /// One that others use is no ruin because it recovers from a crash, or has no connection to spare.
  private static func letsIn(_ cluster: Cluster, _ state: ServerState) async throws -> Bool {
    let deadline = ContinuousClock.now + .seconds(30)
    while Postmaster(of: cluster.directory) != nil {
      do {
        let connection = try await Connection.open(cluster.superuserDSN(port: state.port), timeout: .seconds(5))
        // A test may be changing them at this moment: no reason to take a server that others use for a ruin.
        try? await TestRoles.restore(connection, password: state.password)
        await connection.close()
        return true
      } catch let error as PostgresError {
        let isFull = Cluster.messagesOfFullServers.contains { error.message.contains($0) }
        let passes = Cluster.messagesOfStarting + Cluster.messagesOfCrashes
        guard isFull || passes.contains(where: { error.message.contains($0) }) else {
          return false
        }
        if ContinuousClock.now > deadline {
          guard isFull else { return false }
          throw EmbeddedPostgresError(
            .startFailed,
            """
            the server of '\(cluster.directory.path)' runs, but lets no more clients in: all its connections are taken
            It is left to those who use it. Wait until one of them has ended, or use another one: \
            \(CacheDirectory.variable)=/a/folder
            """)
        }
      }
      try await Task.sleep(for: .milliseconds(50))
    }
    return false
  }

  /// The server, which has just been started.
  private static func started(
    _ cluster: Cluster, lastPort: Int?, report: @Sendable (EmbeddedServerStep) -> Void
  ) async throws -> Cluster.Started {
    let version = cluster.binaries.version
    if cluster.isCleanlyShutDown {
      report(.starting(version))
      do {
        return try await cluster.start(preferredPort: lastPort)
      } catch let error as EmbeddedPostgresError where error.code == .startFailed {
        // It was shut down cleanly and damaged since, as by a cache that keeps no empty folders.
      }
    }
    report(.initialising(version))
    try await cluster.initialise()
    report(.starting(version))
    return try await cluster.start(preferredPort: lastPort)
  }

  private static func owner(_ state: ServerState) -> DSN {
    DSN([
      "host": "127.0.0.1", "port": String(state.port), "user": ServerSettings.owner, "password": state.password,
    ])
  }

  /// 128 random bits.
  private static func randomPassword() -> String {
    (0..<16).map { _ in UInt8.random(in: .min ... .max) }.map { byte in
      String(byte >> 4, radix: 16) + String(byte & 15, radix: 16)
    }.joined()
  }
}

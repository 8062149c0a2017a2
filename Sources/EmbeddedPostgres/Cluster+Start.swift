internal import LibPQ
internal import Supervision

#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#endif

extension Cluster {
  /// A server that lets us in.
  struct Started {
    let port: Int
    /// The superuser's, which is the first that there is.
    let connection: Connection
  }

  /// Starts the server on this data, and returns once it lets us in.
  ///
  /// The server itself takes the port, so none can be taken away between looking for one and using it; where
  /// another program has it already, the next one is tried.
  ///
  /// - Parameter preferredPort: The port to try first.
  /// - Throws: ``EmbeddedPostgresError`` with code `startFailed`; `CancellationError`.
  func start(preferredPort: Int?) async throws -> Started {
    FilePlacement.spreadFolders(in: directory.databases)
    // Below the range that systems take the ports of outgoing connections from.
    let others = (0..<30).map { _ in Int.random(in: 20000...32000) }
    for port in [preferredPort].compactMap({ $0 }) + others {
      if let connection = try await start(port: port) { return Started(port: port, connection: connection) }
    }
    throw EmbeddedPostgresError(
      .startFailed, "31 ports on 127.0.0.1 were tried for the server, and all are taken by other programs")
  }

  /// A connection once the server lets us in, `nil` where the port is taken.
  private func start(port: Int) async throws -> Connection? {
    let log = open(directory.log, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard log >= 0 else { throw SystemError("write", directory.log) }
    defer { close(log) }
    // Of older runs a little is enough.
    if lseek(log, 0, SEEK_END) > 16 << 20 { ftruncate(log, 0) }
    let logStart = lseek(log, 0, SEEK_END)
    let mark = ProcessMark.server(clusterDirectory: directory.path)
    var command = ChildProcess.Command(
      binaries.path(of: "postgres"),
      ["-D", directory.data, "-k", directory.sockets, "-p", String(port)],
      environment: environment.merging([mark.variable: mark.value]) { $1 })
    command.workingDirectory = "/"
    command.account = account
    command.output = log
    command.error = log
    let server = try ChildProcess.start(command)
    switch try await readiness(of: server, port: port) {
    case .ready(let connection): return connection
    case .ended:
      let words = String(decoding: PrivateFile.read(directory.log)?.dropFirst(Int(logStart)) ?? [], as: UTF8.self)
      if words.contains("could not bind") && words.contains("Address already in use") { return nil }
      throw EmbeddedPostgresError(
        .startFailed,
        "\(command.executable) ended while it started. Its log, '\(directory.log)', says:\n\(words)\(advice(words))"
      )
    case .silent(let reason):
      await Self.stop(server)
      throw EmbeddedPostgresError(
        .startFailed,
        "\(command.executable) runs, but does not let us in: \(reason)\nIts log is '\(directory.log)'.")
    }
  }

  /// Stops a server that we have started ourselves, which may not have become yet what others find it by.
  private static func stop(_ server: ChildProcess) async {
    let limit = Task {
      for (number, patience) in [(SIGINT, 2.5), (SIGQUIT, 1.0), (SIGKILL, 1.0)] {
        kill(server.identifier, number)
        try await Task.sleep(for: .seconds(patience))
      }
    }
    _ = try? await server.wait()
    limit.cancel()
  }

  private enum Readiness {
    case ready(Connection)
    case ended
    case silent(String)
  }

  /// Connects once the server says in its file that it lets us in, or has had the time to; until that works or it has ended.
  ///
  /// Each attempt that comes too early has it start a process, which takes from the time that it needs itself.
  private func readiness(of server: ChildProcess, port: Int) async throws -> Readiness {
    let superuser = superuserDSN(port: port)
    let begin = ContinuousClock.now
    let deadline = begin + .seconds(60)
    var refusal = ""
    while ContinuousClock.now < deadline {
      let isExpected = PidFile(data: directory.data)?.isReady == true || ContinuousClock.now > begin + .seconds(1)
      do {
        if isExpected { return .ready(try await Connection.open(superuser, timeout: .seconds(2))) }
      } catch let error as PostgresError {
        refusal = error.message
        let isTooEarly = Self.messagesOfStarting.contains { refusal.contains($0) } || error.code == .timedOut
        if !isTooEarly { return .silent(refusal) }
      } catch {
        // We are cancelled, which is seen to below.
      }
      if !ProcessTable.isAlive(server.identifier) { return .ended }
      do {
        try await Task.sleep(for: .milliseconds(isExpected ? 3 : 1))
      } catch {
        await Self.stop(server)
        throw error
      }
    }
    return .silent(refusal)
  }

  /// What libpq says as long as the server has no socket yet, and then as long as it recovers.
  ///
  /// Errors of connecting come without an SQLSTATE. The server's own messages are in English by our settings.
  static let messagesOfStarting = [
    "No such file or directory", "Connection refused", "the database system is starting up",
    "the database system is not yet accepting connections", "the database system is in recovery mode",
  ]

  /// What is said to who connects at the moment of a crash, before recovery has begun.
  static let messagesOfCrashes = [
    "server closed the connection unexpectedly", "because of crash of another server process",
  ]

  /// What it says where it has no connection to spare.
  static let messagesOfFullServers = ["too many clients already", "remaining connection slots are reserved"]

  /// Where the superuser, who is this tool, connects: by the socket.
  func superuserDSN(port: Int) -> DSN {
    DSN([
      "host": directory.sockets, "port": String(port), "user": ServerSettings.superuser, "dbname": "postgres",
    ])
  }
}

internal import EmbeddedPostgres
internal import LibPQ
internal import MigrationRunner

/// What to do about errors that come from the state that a server is in, whatever one wanted of it.
package enum ServerTrouble {
  /// An error with what to do next, where the server's state is the cause; the error itself for all others.
  package static func explained(_ error: any Error, on server: DatabaseServer) -> any Error {
    let cause = (error as? MigrationError)?.underlyingError ?? error as? PostgresError
    guard let cause, let advice = advice(cause, server) else { return error }
    return SessionError(.databaseFailed, "\(error)\n\(advice)")
  }

  private static func advice(_ error: PostgresError, _ server: DatabaseServer) -> String? {
    if isDiskFull(error, server) { return diskAdvice(server) }
    if error.message.contains("too many connections for database") {
      return """
        The database has a limit of its own, which is less than its tests and the tool need
        Does a migration set it, by ALTER DATABASE … CONNECTION LIMIT? Superusers alone are let in beyond it.
        """
    }
    if error.message.contains("too many connections for role") {
      return """
        The role has a limit of its own, which is less than its tests and the tool need
        Raise it: ALTER ROLE … CONNECTION LIMIT -1
        """
    }
    if areConnectionsUsedUp(error) {
      return """
        The server \(server.administrator) lets no more clients in: all its connections are taken
        End some of them, or raise its max_connections.
        """
    }
    guard error.code == .connectionLost || error.code == .connectionFailed,
      case .embedded(let embedded) = server.origin,
      !EmbeddedServer.isRunning(clusterDirectory: embedded.directory) || embedded.hasNoRoom
    else { return nil }
    return broken(server)
  }

  /// What to say where a server broke off our connections.
  static func broken(_ server: DatabaseServer) -> String {
    switch server.origin {
    case .embedded(let embedded):
      let state =
        EmbeddedServer.isRunning(clusterDirectory: embedded.directory) ? "broke off its connections" : "died"
      let lines = embedded.lastLogLines
      let advice = embedded.hasNoRoom ? "\n\(diskAdvice(server))" : ""
      return """
        the embedded PostgreSQL \(state); the end of its log, '\(embedded.directory.log)', is
        \(lines)
        The next run makes a new one where that is needed.\(advice)
        """
    case .given: return "the server \(server.administrator) broke off its connections"
    }
  }

  /// `disk_full`, what the server says where it has no number for it, and trouble of its own on a disk without room, of which
  /// it doesn't always give the reason.
  private static func isDiskFull(_ error: PostgresError, _ server: DatabaseServer) -> Bool {
    if error.sqlState == "53100" || error.message.contains("No space left on device") { return true }
    guard case .embedded(let embedded) = server.origin, embedded.hasNoRoom else { return false }
    // `system_error` and `internal_error`; what keeps one from connecting comes without a number.
    return error.sqlState.map { $0.hasPrefix("58") || $0.hasPrefix("XX") } ?? (error.code == .connectionFailed)
  }

  /// `too_many_connections`. What keeps one from connecting comes without a number.
  static func areConnectionsUsedUp(_ error: PostgresError) -> Bool {
    error.sqlState == "53300"
      || ["too many clients already", "remaining connection slots are reserved", "too many connections for"].contains {
        error.message.contains($0)
      }
  }

  private static func diskAdvice(_ server: DatabaseServer) -> String {
    switch server.origin {
    case .embedded(let embedded):
      """
      The disk of '\(embedded.directory.path)' is full
      Make room there, remove templates (swift run db-tool templates --remove), or name a folder on another disk: \
      \(CacheDirectory.variable)=/a/folder
      """
    case .given:
      """
      The disk of the server \(server.administrator) is full
      Make room there, or remove templates (swift run db-tool templates --remove).
      """
    }
  }
}

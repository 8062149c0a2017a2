import TestDatabases

/// The server that a run uses, and gives back at its end.
actor HeldServer {
  private var server: DatabaseServer?

  /// Takes it down.
  func hold(_ server: DatabaseServer) { self.server = server }

  /// Gives it back; doing so again does nothing.
  func release() {
    server?.release()
    server = nil
  }
}

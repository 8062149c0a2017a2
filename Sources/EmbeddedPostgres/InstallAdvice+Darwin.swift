#if canImport(Darwin)
  /// How to install a PostgreSQL server.
  enum InstallAdvice {
    /// The command for this system.
    static var command: String { "brew install postgresql@18   (or Postgres.app)" }
  }
#endif

#if canImport(Darwin)
  /// How to install a PostgreSQL server.
  package enum InstallAdvice {
    /// The command that installs what this package is built with.
    package static var libraryCommand: String { "brew install libpq pkgconf" }

    /// The command for this system.
    static var command: String { "brew install postgresql@18   (or Postgres.app)" }
  }
#endif

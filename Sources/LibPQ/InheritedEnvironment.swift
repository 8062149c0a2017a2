#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#endif

/// libpq's variables in the environment of this process.
///
/// libpq fills in from them what a connection string leaves open, and some it prefers: an inherited
/// `PGHOSTADDR` beats the host of any string. Source: PostgreSQL manual, "Environment Variables".
package enum InheritedEnvironment {
  /// Takes those out that say where to connect to, as whom, and with what settings.
  ///
  /// What says how to prove who we are stays: passwords, certificates, files of services.
  ///
  /// To be called at the start of a program, before it has threads: changing the environment is safe only then.
  package static func forgetServer() {
    for name in names { unsetenv(name) }
  }

  /// Takes all of them out, for a server of our own, which needs none and knows nothing of what they may ask for.
  ///
  /// To be called at the start of a program, like ``forgetServer()``.
  ///
  /// - Parameter names: The names of all variables there are, of whatever program.
  package static func forgetEverything(among names: some Sequence<String>) {
    for name in names where name.hasPrefix("PG") { unsetenv(name) }
  }

  private static let names = [
    "PGHOST", "PGHOSTADDR", "PGPORT", "PGDATABASE", "PGUSER", "PGSERVICE", "PGOPTIONS", "PGAPPNAME",
    "PGCONNECT_TIMEOUT", "PGCLIENTENCODING", "PGDATESTYLE", "PGTZ", "PGGEQO", "PGTARGETSESSIONATTRS",
    "PGLOADBALANCEHOSTS",
  ]
}

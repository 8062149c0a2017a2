package import Supervision

#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#endif

/// The operating system's account that the server runs as.
///
/// PostgreSQL refuses to run as root, so where we are root, as in most containers, another account does it.
package enum ServerAccount {
  /// The account to become; `nil` where the server runs as who we are.
  package static func choose() throws -> ChildProcess.Account? {
    guard geteuid() == 0 else { return nil }
    for name in ["postgres", "_postgres", "nobody"] {
      if let entry = getpwnam(name), entry.pointee.pw_uid != 0 {
        return ChildProcess.Account(name: name, user: entry.pointee.pw_uid, group: entry.pointee.pw_gid)
      }
    }
    throw EmbeddedPostgresError(
      .startFailed,
      """
      PostgreSQL refuses to run as root, and there is no account 'postgres' or 'nobody' to run it as
      Run this as an ordinary user, or create one:  useradd --system postgres
      """)
  }

  /// Our own name, as the server's `peer` authentication sees it.
  ///
  /// - Throws: ``EmbeddedPostgresError`` where the user has no name: `initdb` would refuse it, too.
  static func ownName() throws -> String {
    guard let entry = getpwuid(geteuid()), let name = entry.pointee.pw_name else {
      throw EmbeddedPostgresError(
        .startFailed,
        """
        user \(geteuid()) has no name on this machine, and PostgreSQL runs as no such user
        Add it to /etc/passwd, or run the container as a user that is there.
        """)
    }
    return String(cString: name)
  }
}

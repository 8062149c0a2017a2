internal import CLibPQ

/// The libpq that this program runs with.
package enum LibraryVersion {
  /// Its version, such as `15.18`.
  ///
  /// Source: PostgreSQL manual, `PQlibVersion`: the major version times 10,000, and the minor one.
  package static var linked: String {
    let number = PQlibVersion()
    return "\(number / 10_000).\(number % 10_000)"
  }
}

internal import Supervision

#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#endif

/// Where the clusters are kept from one run to the next.
package enum CacheDirectory {
  /// The variable that names another place; a CI's cache, for one.
  package static let variable = "DB_TEST_CACHE"

  /// The folder, made where it isn't there yet.
  ///
  /// It is the user's cache directory, except where the server runs as another account that can't enter that.
  ///
  /// - Throws: ``EmbeddedPostgresError`` with code `noPlace`.
  package static func prepare(environment: [String: String]) throws -> String {
    if let named = environment[variable], !named.isEmpty, !named.hasPrefix("/") {
      throw cannotUse(named, "it is no full path")
    }
    let account = try ServerAccount.choose()
    let candidates = [environment[variable]] + usualPlaces(environment: environment)
    for case let path? in candidates where path.hasPrefix("/") {
      do {
        // Others may pass through it to what is theirs; what is in it is closed to them.
        try PrivateFile.makeDirectory(path, mode: account == nil ? 0o700 : 0o711)
      } catch {
        if path == environment[variable] { throw cannotUse(path, "\(error)") }
        continue
      }
      guard access(path, W_OK) == 0 else {
        if path == environment[variable] { throw cannotUse(path, "it can't be written to") }
        continue
      }
      if let distrust = PrivateFile.distrust(path) {
        if path == environment[variable] {
          throw cannotUse(path, "\(distrust)\nName a folder of your own; one in it is made where it isn't there.")
        }
        continue
      }
      if let account, !canEnter(path, account.user, account.group) {
        if path == environment[variable] {
          throw cannotUse(path, "the server runs as '\(account.name)', who can't enter it")
        }
        continue
      }
      return path
    }
    throw EmbeddedPostgresError(
      .noPlace,
      """
      there is no folder for the server's data: \(candidates.compactMap { $0 }.joined(separator: ", ")) can't be used
      Name one with \(variable)=/a/folder (a full path).
      """)
  }

  private static func cannotUse(_ path: String, _ reason: String) -> EmbeddedPostgresError {
    EmbeddedPostgresError(
      .noPlace, "the folder '\(path)', named by \(variable), can't hold the server's data: \(reason)")
  }

  /// Whether a user who is not its owner can pass through every folder of a path.
  private static func canEnter(_ path: String, _ user: uid_t, _ group: gid_t) -> Bool {
    var current = ""
    for part in path.split(separator: "/") {
      current += "/" + part
      var information = stat()
      guard stat(current, &information) == 0 else { return false }
      let needed: mode_t =
        information.st_uid == user ? S_IXUSR : (information.st_gid == group ? S_IXGRP : S_IXOTH)
      guard information.st_mode & needed != 0 else { return false }
    }
    return true
  }
}

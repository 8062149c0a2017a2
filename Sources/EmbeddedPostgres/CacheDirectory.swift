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
    let candidates = candidates(environment)
    for path in candidates {
      do {
        // Others may pass through it to what is theirs; what is in it is closed to them.
        try PrivateFile.makeDirectory(path, mode: account == nil ? 0o700 : 0o711)
      } catch {
        if path == environment[variable] { throw cannotUse(path, "\(error)") }
        continue
      }
      guard let objection = objection(to: path, account) else { return path }
      if path == environment[variable] { throw cannotUse(path, objection) }
    }
    throw EmbeddedPostgresError(
      .noPlace,
      """
      there is no folder for the server's data: \(candidates.joined(separator: ", ")) can't be used
      Name one with \(variable)=/a/folder (a full path).
      """)
  }

  /// A folder that may be the one, as it is now.
  package struct Candidate: Sendable, Hashable {
    /// Its full path.
    package let path: String
    /// Whether it is there already.
    package let isThere: Bool
    /// Why it can't be used; `nil` where it can.
    package let objection: String?
  }

  /// What ``prepare(environment:)`` would look at, in this order, up to the folder that it would take. Makes nothing.
  ///
  /// - Throws: ``EmbeddedPostgresError``, as it would.
  package static func survey(environment: [String: String]) throws -> [Candidate] {
    let account = try ServerAccount.choose()
    var looked: [Candidate] = []
    for path in candidates(environment) {
      let isThere = access(path, F_OK) == 0
      let objection = isThere ? objection(to: path, account) : objectionToMaking(path, account)
      looked.append(Candidate(path: path, isThere: isThere, objection: objection))
      if objection == nil || path == environment[variable] { break }
    }
    return looked
  }

  /// The folder where it is there already and can be used.
  package static func existing(environment: [String: String]) -> String? {
    (try? survey(environment: environment))?.last { $0.isThere && $0.objection == nil }?.path
  }

  private static func candidates(_ environment: [String: String]) -> [String] {
    ([environment[variable]] + usualPlaces(environment: environment)).compactMap(\.self).filter { $0.hasPrefix("/") }
  }

  private static func objection(to path: String, _ account: ChildProcess.Account?) -> String? {
    guard access(path, W_OK) == 0 else { return "it can't be written to" }
    if let distrust = PrivateFile.distrust(path) {
      return "\(distrust)\nName a folder of your own; one in it is made where it isn't there."
    }
    if let account, !canEnter(path, account.user, account.group) {
      return "the server runs as '\(account.name)', who can't enter it"
    }
    return nil
  }

  private static func objectionToMaking(_ path: String, _ account: ChildProcess.Account?) -> String? {
    var parent = path
    while access(parent, F_OK) != 0, let slash = parent.lastIndex(of: "/") {
      parent = slash == parent.startIndex ? "/" : String(parent[..<slash])
    }
    guard access(parent, W_OK | X_OK) == 0 else { return "it is not there, and can't be made in '\(parent)'" }
    if let account, !canEnter(parent, account.user, account.group) {
      return "the server runs as '\(account.name)', who can't enter '\(parent)'"
    }
    return nil
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

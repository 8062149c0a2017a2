import EmbeddedPostgres
import Supervision

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Who we are and where we may write: all that a server of our own needs of the machine.
struct PlaceCheck: Sendable {
  /// Whether a plugin started us.
  let isInsidePlugin: Bool
  /// Whether there is to be a server of our own.
  let needsCluster: Bool

  /// A fresh cluster has 33 MB with one small database, and each database 8 MB (measured, PostgreSQL 15); there may be
  /// 10 templates and 16 databases of tests, with some members beyond those.
  private static let comfortable = 256 << 20

  /// The folder of the clusters; `nil` where none can be used.
  var cache: String? {
    (try? CacheDirectory.survey(environment: CleanEnvironment.all))?.first { $0.objection == nil }?.path
  }

  func findings() -> [Finding] { [sandbox] + (needsCluster ? [user] + caches : []) + [temporaryFolder] }

  /// What is kept there.
  func clusters() -> [Finding] {
    guard needsCluster, let cache else { return [] }
    let entries = ClusterSurvey.entries(cache: cache)
    if entries.isEmpty { return [.note("cluster", "none yet; the first run makes it, which takes a second or two")] }
    return entries.map { entry in
      let state =
        entry.isRunning
        ? entry.staysUp ? "runs, and stays until `swift package db-reset --stop`" : "runs, for a run or a session"
        : "does not run"
      let version = entry.version.map { "PostgreSQL \($0)" } ?? "unfinished"
      return .note("cluster", "\(version), \(Self.megabytes(entry.size)), \(state): \(entry.name)")
    }
  }

  private var sandbox: Finding {
    guard isInsidePlugin else { return .good("sandbox", "none: this was not started by a SwiftPM plugin") }
    return PluginSandbox.isActive
      ? .failure(
        "sandbox", "SwiftPM runs plugins in a sandbox here, in which no PostgreSQL server can be started or reached",
        remedy: "Leave it out:  swift package --disable-sandbox db-test")
      : .good("sandbox", "none: this was started by a SwiftPM plugin, which has no sandbox here")
  }

  private var user: Finding {
    let name = getpwuid(geteuid()).flatMap { $0.pointee.pw_name }.map { String(cString: $0) } ?? "user \(geteuid())"
    do {
      guard let account = try ServerAccount.choose() else { return .good("user", "\(name), and so is the server") }
      return .good("user", "\(name); the server runs as \(account.name), since PostgreSQL refuses to be root")
    } catch { return .failure("user", error) }
  }

  private var caches: [Finding] {
    let environment = CleanEnvironment.all
    do {
      // Refused by the same words as in a run.
      if let named = environment[CacheDirectory.variable], !named.isEmpty, !named.hasPrefix("/") {
        return [.failure("cache", "'\(named)' is no full path", remedy: "Set \(CacheDirectory.variable)=/a/folder.")]
      }
      let candidates = try CacheDirectory.survey(environment: environment)
      let refused = candidates.filter { $0.objection != nil }
      guard let chosen = candidates.first(where: { $0.objection == nil }) else {
        let reasons = refused.map { "\($0.path): \($0.objection ?? "")" }.joined(separator: "\n")
        return [
          .failure(
            "cache", "there is no folder for the server's data\n\(reasons)",
            remedy: "Name one with \(CacheDirectory.variable)=/a/folder (a full path).")
        ]
      }
      let passed = refused.map { Finding.note("cache", "not \($0.path): \($0.objection ?? "")") }
      return passed + [room("cache", chosen.path, chosen.isThere ? owner(of: chosen.path) : "to be made")]
    } catch { return [.failure("cache", error)] }
  }

  private var temporaryFolder: Finding {
    let path = RunDirectory.parent
    guard access(path, W_OK | X_OK) == 0 else {
      return .failure(
        "temporary files", "\(path) can't be written to, and a run has its sockets there",
        remedy: "Make it a folder for everybody:  mkdir -p \(path) && chmod 1777 \(path)")
    }
    return .good("temporary files", "\(path), writable")
  }

  private func owner(of path: String) -> String {
    var information = stat()
    guard stat(path, &information) == 0 else { return "of nobody known" }
    let name = getpwuid(information.st_uid).flatMap { $0.pointee.pw_name }.map { String(cString: $0) }
    return "of \(name ?? "user \(information.st_uid)"), writable"
  }

  private func room(_ subject: String, _ path: String, _ state: String) -> Finding {
    guard let place = try? FileSystemPlace(of: path) else { return .good(subject, "\(path), \(state)") }
    let text = "\(path), \(state); \(place.kind ?? "unknown file system"), \(Self.megabytes(place.free)) free"
    guard place.free < Self.comfortable else { return .good(subject, text) }
    return .warning(
      subject, text,
      remedy:
        "That may be too little. Make room, or name a folder on another disk: \(CacheDirectory.variable)=/a/folder")
  }

  private static func megabytes(_ bytes: Int) -> String {
    bytes < 10 << 30 ? "\(bytes >> 20) MB" : "\(bytes >> 30) GB"
  }
}

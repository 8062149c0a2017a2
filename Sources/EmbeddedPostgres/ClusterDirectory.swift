internal import SHA2
internal import Supervision

#if canImport(FoundationEssentials)
  internal import FoundationEssentials
#else
  internal import Foundation
#endif

#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#endif

/// The folder of one cluster, and what is where in it.
package struct ClusterDirectory: Sendable, Hashable, Codable {
  /// The folder's full path.
  package let path: String

  /// A folder that is there, as another process of the same run named it.
  package init(path: String) { self.path = path }

  /// The folder of the cluster that these programs make.
  package init(cache: String, binaries: ServerBinaries) {
    self.init(cache: cache, binaries: binaries, settings: ServerSettings())
  }

  /// The folder of the cluster that these programs make with these settings.
  init(cache: String, binaries: ServerBinaries, settings: ServerSettings) {
    let what = [binaries.directory, binaries.version.description, settings.fingerprint]
    let digest = SHA256.hash(Array(what.joined(separator: "\n").utf8)).prefix(4).map { byte in
      String(byte >> 4, radix: 16) + String(byte & 15, radix: 16)
    }
    path = "\(cache)/postgresql-\(binaries.version.major)-\(digest.joined())"
  }

  /// The data directory.
  var data: String { path + "/data" }
  /// The folder with a folder for each database in it.
  var databases: String { data + "/base" }
  /// A data directory that `initdb` is still at work on.
  var unfinishedData: String { path + "/data.new" }
  /// What the server logs.
  package var log: String { path + "/server.log" }
  /// Port and password of the running server.
  var state: String { path + "/state.json" }
  /// Held by whoever starts or stops the server, for as long as that takes.
  var controlLock: String { path + "/control.lock" }
  /// Held, shared, by everyone who uses the server.
  var holdersLock: String { path + "/holders.lock" }

  /// The folder of the server's socket.
  ///
  /// A socket's path has room for 107 bytes on Linux and for 103 on macOS, so where the cache lies deep the
  /// socket goes to a folder of its own in /tmp.
  var sockets: String {
    let near = path + "/socket"
    let longestName = "/.s.PGSQL.65535"
    guard near.utf8.count + longestName.utf8.count > 103 else { return near }
    let digest = SHA256.hash(Array(path.utf8)).prefix(8).map { String($0, radix: 16) }.joined()
    return "/tmp/swift-db-test-\(geteuid())-\(digest)"
  }

  /// The sockets that are there.
  var socketFiles: [String] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: sockets)) ?? []
    return names.filter { $0.hasPrefix(".s.PGSQL.") }.map { "\(sockets)/\($0)" }
  }

  /// Whether there is no room left on its disk, where even a program's words about that may not have found any.
  var hasNoRoom: Bool {
    var disk = statvfs()
    return statvfs(path, &disk) == 0 && UInt64(disk.f_bavail) * UInt64(disk.f_frsize) < 1 << 20
  }

  /// Makes the folder and the socket's.
  ///
  /// - Throws: ``EmbeddedPostgresError`` where somebody else's folder, or a link, is there.
  func make(account: ChildProcess.Account?) throws {
    try PrivateFile.makeDirectory(path, mode: account == nil ? 0o700 : 0o711)
    guard let mode = try mode(of: path, ownedBy: [geteuid()]), mode & 0o022 == 0 else { throw isSomebodyElses(path) }
    try makeOwned(sockets, account)
  }

  /// Makes a folder that the server's account owns and nobody else can enter.
  ///
  /// - Throws: ``EmbeddedPostgresError`` where somebody else's folder, or a link, is there.
  func makeOwned(_ directory: String, _ account: ChildProcess.Account?) throws {
    try PrivateFile.makeDirectory(directory, mode: 0o700)
    // Looked at before it is given away: what others have planted here is not to become the server's.
    guard let mode = try mode(of: directory, ownedBy: [geteuid(), account?.user ?? geteuid()]), mode & 0o077 == 0 else {
      throw isSomebodyElses(directory)
    }
    if let account, lchown(directory, account.user, account.group) != 0 {
      throw SystemError("give to \(account.name) the folder", directory)
    }
  }

  /// The permissions of a folder that is one of these users'; `nil` where it isn't, or is no folder.
  private func mode(of directory: String, ownedBy users: Set<uid_t>) throws -> mode_t? {
    var information = stat()
    guard lstat(directory, &information) == 0 else { throw SystemError("read", directory) }
    let isTheirs = information.st_mode & S_IFMT == S_IFDIR && users.contains(information.st_uid)
    return isTheirs ? information.st_mode & 0o7777 : nil
  }

  private func isSomebodyElses(_ directory: String) -> EmbeddedPostgresError {
    EmbeddedPostgresError(
      .noPlace,
      """
      '\(directory)' is somebody else's, or a link, or others may write to it; it is left as it is
      Remove it, or name another cache (\(CacheDirectory.variable)).
      """)
  }
}

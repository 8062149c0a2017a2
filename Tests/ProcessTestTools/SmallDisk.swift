internal import Foundation

#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#endif

/// A file system of a test's own, in memory, with as much room as the test wants.
package struct SmallDisk: Sendable {
  /// Where it is mounted.
  package let path: String

  /// Whether there can be one: that takes Linux, root, and a kernel that lets root do it.
  package static let isPossible: Bool = {
    guard geteuid() == 0, FileManager.default.isExecutableFile(atPath: "/usr/bin/unshare") else { return false }
    return (try? run(["unshare", "--mount", "mount", "-t", "tmpfs", "none", "/mnt"])) != nil
  }()

  /// Mounts one on a folder, lets a test use it, and unmounts it whatever the test did.
  package static func with<Result>(
    at path: String, megabytes: Int, _ body: (SmallDisk) async throws -> Result
  ) async throws -> Result {
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    try run(["mount", "-t", "tmpfs", "-o", "mode=0711,size=\(megabytes)m", "none", path])
    let outcome: Swift.Result<Result, any Error>
    do { outcome = .success(try await body(SmallDisk(path: path))) } catch { outcome = .failure(error) }
    // Lazily: what a test that failed has left open is no reason to keep it.
    try run(["umount", "-l", path])
    return try outcome.get()
  }

  /// Changes how much room there is, or lets nobody write.
  package func remount(_ options: String) throws { try Self.run(["mount", "-o", "remount,\(options)", path]) }

  /// How many bytes are free.
  package var free: Int {
    var information = statvfs()
    return statvfs(path, &information) == 0 ? Int(information.f_bavail) * Int(information.f_frsize) : 0
  }

  /// Fills it but for so many bytes; with ``makeRoom()`` these go again.
  package func fill(leaving bytes: Int) throws {
    try Data(count: max(0, free - bytes)).write(to: URL(fileURLWithPath: ballast))
  }

  package func makeRoom() throws { try FileManager.default.removeItem(atPath: ballast) }

  private var ballast: String { path + "/ballast" }

  private struct Failure: Error { let words: [String] }

  private static func run(_ words: [String]) throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = words
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { throw Failure(words: words) }
  }
}

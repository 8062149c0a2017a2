import Foundation
import IntegrationHarness

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// A user of this machine whom root can be.
struct User {
  let name: String
  private let number: uid_t
  private let group: gid_t
  /// A folder of his, which others may enter: what the tool makes in it has to be closed by itself.
  let home: String

  /// - Throws: ``Unexpected`` where there is none of that name.
  init(_ name: String, in folder: String) throws {
    guard let entry = getpwnam(name) else { throw Unexpected("there is no user '\(name)'") }
    self.name = name
    number = entry.pointee.pw_uid
    group = entry.pointee.pw_gid
    home = "\(folder)/\(name)"
    try FileManager.default.createDirectory(atPath: home, withIntermediateDirectories: true)
    let fixture = Scratch.checkout + "/IntegrationTests/Fixtures/Consumer"
    for part in ["Migrations", "Seeds"] {
      try FileManager.default.copyItem(atPath: "\(fixture)/\(part)", toPath: "\(home)/\(part)")
    }
    try "// swift-tools-version: 6.2\nimport PackageDescription\nlet package = Package(name: \"\(name)\")\n".write(
      toFile: home + "/Package.swift", atomically: true, encoding: .utf8)
    chown(home, number, group)
  }

  /// Where the tool keeps this user's servers.
  var cache: String { home + "/.cache/swift-db-test" }

  var environment: [String: String] {
    var environment = Scratch.shared.environment
    environment["DB_TEST_CACHE"] = nil
    environment["HOME"] = home
    return environment
  }

  /// The words that make a command this user's.
  var words: [String] { ["setpriv", "--reuid=\(number)", "--regid=\(group)", "--clear-groups"] }

  /// Runs a command as this user.
  func run(_ words: [String], _ extra: [String: String] = [:]) async throws -> Ended {
    try await Command(self.words + words, environment: environment.merging(extra) { $1 }).run()
  }
}

import Foundation

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// The programs of the installed PostgreSQL.
package enum PostgresPrograms {
  /// Their folder.
  package static func directory() async throws -> String {
    try await output(["pg_config", "--bindir"])
  }

  /// What a command prints, without the blanks around it.
  ///
  /// - Parameter asServer: Whether it runs as the account that the server runs as: no server runs as root.
  package static func output(
    _ words: [String], environment: [String: String] = [:], asServer: Bool = false
  ) async throws -> String {
    let isRoot = asServer && geteuid() == 0
    let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
    let ended = try await Command(
      (isRoot ? ["runuser", "-u", "postgres", "--"] : []) + words,
      environment: environment.merging(["PATH": path]) { own, _ in own }
    ).run()
    guard ended.isSuccess else { throw Unexpected("\(ended)") }
    return ended.standardOutput.trimmingCharacters(in: .whitespacesAndNewlines)
  }
}

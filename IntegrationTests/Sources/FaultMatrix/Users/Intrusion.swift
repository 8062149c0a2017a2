import Foundation
import IntegrationHarness

/// What one user tries to get at another's session, and must not.
struct Intrusion {
  let lease: [String: Any]
  let session: ServedSession
  let owner: User
  let stranger: User
  let tool: String

  private func value(_ name: String) -> String { lease[name].map { "\($0)" } ?? "" }

  /// What was tried, and whether it came out as it should.
  func checks() async throws -> [(String, Bool)] {
    guard let cluster = Cluster(cache: owner.cache).directory else { throw Unexpected("\(owner.name) has no cluster") }
    let place = "127.0.0.1:\(value("port"))/\(value("database"))"
    let password = value("password")
    let socket = URL(filePath: value("socket")).deletingLastPathComponent().path
    var checks: [(String, Bool)] = []
    // Without this one, those that follow would prove nothing.
    checks.append(("who has the password gets in", try await connects("postgres://dbtest:\(password)@\(place)")))
    for role in ["dbtest", "db_tool", "dbtest_reader", "postgres", stranger.name] {
      checks.append(("no password, no entry: \(role)", try await !connects("postgres://\(role)@\(place)")))
      checks.append(("wrong password, no entry: \(role)", try await !connects("postgres://\(role):wrong@\(place)")))
    }
    checks.append(
      ("the superuser has no entry by TCP", try await !connects("postgres://db_tool:\(password)@\(place)")))
    checks.append(
      ("nor by the socket", try await !connects("host=\(socket) port=\(value("port")) user=db_tool dbname=postgres")))
    for path in [owner.cache, cluster, cluster + "/data", socket, session.folder] {
      checks.append(("'\(path)' is closed", try await !stranger.run(["ls", path]).isSuccess))
    }
    for path in [cluster + "/state.json", cluster + "/data/pg_hba.conf", cluster + "/server.log"] {
      checks.append(("'\(path)' can't be read", try await !stranger.run(["cat", path]).isSuccess))
      checks.append(("'\(path)' is the owner's alone", (try permissions(path)) & 0o077 == 0))
    }
    let rules = try String(contentsOfFile: cluster + "/data/pg_hba.conf", encoding: .utf8)
    checks.append(("nobody is trusted", !rules.split(separator: "\n").contains { $0.hasSuffix("trust") }))
    let arguments = ProcessTable.processes { entry, _ in entry.arguments.contains { $0.contains(password) } }
    checks.append(("no argument holds the password", !password.isEmpty && arguments.isEmpty))
    let shared = try await Command(
      stranger.words + [tool, "reset"], in: stranger.home,
      environment: stranger.environment.merging(["DB_TEST_CACHE": owner.cache]) { $1 }
    ).run()
    checks.append(("the other's cache is refused", !shared.isSuccess && shared.output.contains("error: ")))
    return checks
  }

  /// Whether the stranger gets in.
  private func connects(_ dsn: String) async throws -> Bool {
    try await stranger.run(["psql", "--no-psqlrc", "--no-password", "-qAt", "-d", dsn, "-c", "SELECT 1"]).isSuccess
  }

  private func permissions(_ path: String) throws -> Int {
    try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int ?? 0o777
  }
}

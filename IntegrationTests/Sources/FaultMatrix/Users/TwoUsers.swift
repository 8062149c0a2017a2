import Foundation
import IntegrationHarness

/// Two users of one machine, whose sessions run at the same time: neither reaches what is the other's.
struct TwoUsers {
  let tool: String
  private var folder: String { Scratch.shared.cache + "-users" }

  /// - Returns: Whether all is as it should be.
  func perform(_ say: (String) -> Void) async throws -> Bool {
    guard geteuid() == 0, FileManager.default.isExecutableFile(atPath: "/usr/bin/setpriv") else {
      say("—       two users: not tried, since it takes Linux and root to be both")
      return true
    }
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let (one, other) = (try User("nobody", in: folder), try User("daemon", in: folder))
    let session = try ServedSession(
      one.words + [tool], in: one.home, environment: one.environment, errors: Scratch.shared.path(of: "one"))
    let second = try ServedSession(
      other.words + [tool], in: other.home, environment: other.environment, errors: Scratch.shared.path(of: "other"))
    let line = try LeaseLine(session.leases)
    let taken = try line.ask("take", ["kind": "pooled", "test": "test", "fixtures": []])
    let lease = taken["lease"] as? [String: Any] ?? [:]
    var checks = try await Intrusion(lease: lease, session: session, owner: one, stranger: other, tool: tool).checks()
    checks.append(("each has a server of his own", servers(one).count == 1 && servers(other).count == 1))
    // After all that, the session is as well as before.
    let rows = try line.ask(
      "query", ["lease": lease["token"] ?? "", "sql": "SELECT count(*) FROM product", "parameters": []])
    checks.append(("the session goes on", "\(rows)".contains("1")))
    try second.end()
    checks.append(("the end of one server is not that of the other", servers(one).count == 1 && servers(other).isEmpty))
    try session.end()
    checks.append(("nothing is left", servers(one).isEmpty && Scratch.shared.processes().isEmpty))
    // Where a cache lies deep, the folder of its socket lies in /tmp, and stays as the cache does.
    let socket = URL(filePath: lease["socket"].map { "\($0)" } ?? "").deletingLastPathComponent().path
    if socket.hasPrefix("/tmp/swift-db-test-") { try? FileManager.default.removeItem(atPath: socket) }
    for (what, isSo) in checks { say("\(isSo ? "ok     " : "FAILED ") \(what)") }
    return checks.allSatisfy(\.1)
  }

  private func servers(_ user: User) -> [ProcessEntry] {
    ProcessTable.processes { entry, _ in
      entry.name == "postgres" && entry.arguments.contains { $0.hasPrefix(user.cache) && $0.hasSuffix("/data") }
    }
  }
}

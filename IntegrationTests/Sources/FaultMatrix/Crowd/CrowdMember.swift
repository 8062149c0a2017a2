import Foundation
import IntegrationHarness

/// One session of the crowd: opens, has a few tests' worth of databases, and ends, or is killed in the midst.
struct CrowdMember: Sendable {
  let tool: String
  let package: String
  let environment: [String: String]
  let errors: String
  let isKilled: Bool

  /// Does it all, on a thread of its own.
  ///
  /// - Returns: The folder of its run, which is to be gone afterwards, or what went wrong.
  func perform() async -> Result<String, Unexpected> {
    await withCheckedContinuation { continuation in
      Thread.detachNewThread {
        do {
          continuation.resume(returning: .success(try live()))
        } catch {
          continuation.resume(returning: .failure(Unexpected("\(package): \(error)")))
        }
      }
    }
  }

  private func live() throws -> String {
    let session = try ServedSession([tool], in: package, environment: environment, errors: errors)
    do {
      let line = try LeaseLine(session.leases)
      for number in 1...3 {
        try useDatabase(line, number)
        if isKilled && number == 2 {
          session.killWithWatcher()
          return session.folder
        }
      }
    } catch {
      try? session.end()
      throw error
    }
    try session.end()
    return session.folder
  }

  /// What a test does: finds the seed and nothing else, and writes.
  private func useDatabase(_ line: LeaseLine, _ number: Int) throws {
    let taken = try line.ask(
      "take", ["kind": number == 3 ? "clone" : "pooled", "test": "test \(number)", "fixtures": []])
    guard let lease = (taken["lease"] as? [String: Any])?["token"] as? String else { throw Unexpected("\(taken)") }
    func query(_ sql: String) throws -> String? {
      let answer = try line.ask("query", ["lease": lease, "sql": sql, "parameters": []])
      return ((answer["rows"] as? [String: Any])?["rows"] as? [[Any]])?.first?.first as? String
    }
    let names = "SELECT string_agg(name, ' ') FROM product"
    guard try query(names) == "seed" else {
      throw Unexpected("test \(number) found other rows: \(try query(names) ?? "")")
    }
    _ = try line.ask(
      "execute", ["lease": lease, "sql": "INSERT INTO product (name) SELECT 'row' FROM generate_series(1, 20)"])
    guard try query("SELECT count(*) FROM product") == "21" else { throw Unexpected("test \(number) lost rows") }
    _ = try line.ask("release", ["lease": lease, "failed": false])
  }
}

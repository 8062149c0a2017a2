import Foundation
import IntegrationHarness

/// Many sessions of three packages at the same time, on one given server, again and again.
///
/// In each round the packages have a new migration, so sessions want the same new templates at the same moment, and
/// old templates are removed while others are cloned. Some sessions are killed with their watchers, so that the
/// others, each of which sweeps as it begins, have something to sweep.
struct Crowd {
  let tool: String
  let sessions: Int
  let rounds: Int
  private let packages = ["alpha", "beta", "gamma"]
  private var folder: String { Scratch.shared.folder + "/crowd" }

  /// - Returns: Whether every session was green, and nothing was left.
  func perform(_ say: (String) -> Void) async throws -> Bool {
    let server = try await GivenServer.shared.value
    let environment = Scratch.shared.environment.merging(["POSTGRES_DSN_ORIGINAL": server.dsn(.creator)]) { $1 }
    // Without it, each session warns that it has to put databases back in a slower way.
    _ = try await server.query("GRANT SET ON PARAMETER session_replication_role TO creator")
    var isGood = true
    for round in 1...max(1, rounds) {
      let start = ContinuousClock.now
      try makePackages(round)
      var results = await withTaskGroup(of: Result<String, Unexpected>.self) { group in
        for number in 0..<sessions {
          let member = CrowdMember(
            tool: tool, package: "\(folder)/\(packages[number % packages.count])", environment: environment,
            errors: "\(folder)/session-\(number)", isKilled: number % 6 == 5)
          group.addTask { await member.perform() }
        }
        return await group.reduce(into: []) { $0.append($1) }
      }
      // What was killed last is swept by whoever comes next.
      results.append(
        await CrowdMember(
          tool: tool, package: "\(folder)/\(packages[0])", environment: environment, errors: "\(folder)/last",
          isKilled: false
        ).perform())
      var problems: [String] = []
      for result in results {
        switch result {
        case .failure(let error): problems.append("\(error)")
        case .success(let folder):
          if FileManager.default.fileExists(atPath: folder) { problems.append("there is left: \(folder)") }
        }
      }
      problems += try await Remains(on: server).after(.now).map { "there is left: \($0)" }
      problems += try await half(server).map { "a template is half made: \($0)" }
      say("round \(round): \(sessions) sessions, \(problems.count) problems, \(ContinuousClock.now - start)")
      for problem in problems { say("  \(problem)") }
      isGood = isGood && problems.isEmpty
    }
    _ = try await server.query("REVOKE SET ON PARAMETER session_replication_role FROM creator")
    return isGood
  }

  /// Databases under a template's name that are not as templates are.
  private func half(_ server: GivenServer) async throws -> [String] {
    try await server.query(
      """
      SELECT datname FROM pg_database
      WHERE datname ~ '^dbt_tpl_' AND (datallowconn OR NOT datistemplate OR shobj_description(oid, 'pg_database') IS NULL)
      """)
  }

  private func makePackages(_ round: Int) throws {
    let files = FileManager.default
    let fixture = Scratch.checkout + "/IntegrationTests/Fixtures/Consumer"
    try? files.removeItem(atPath: folder)
    for package in packages {
      let directory = "\(folder)/\(package)"
      try files.createDirectory(atPath: directory, withIntermediateDirectories: true)
      for name in ["Migrations", "Seeds"] {
        try files.copyItem(atPath: "\(fixture)/\(name)", toPath: "\(directory)/\(name)")
      }
      let manifest =
        "// swift-tools-version: 6.2\nimport PackageDescription\nlet package = Package(name: \"\(package)\")\n"
      try manifest.write(toFile: directory + "/Package.swift", atomically: true, encoding: .utf8)
      try "CREATE TABLE \(package)_\(round) (id integer);\n".write(
        toFile: directory + "/Migrations/0003_round.sql", atomically: true, encoding: .utf8)
    }
  }
}

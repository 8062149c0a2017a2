import Foundation

/// Another package on the same machine and the same server, whose tests run beside those of the consumer.
///
/// It does not depend on swift-db-test: the tool that the consumer has built runs its tests.
package struct Neighbour: Sendable {
  private let scratch: Scratch
  private let directory: String
  private let tool: String
  private static let variable = "DB_TEST_NEIGHBOUR"

  /// Makes the package, and builds its tests with a first run.
  ///
  /// - Parameter tool: A built `db-tool`.
  package init(tool: String, in scratch: Scratch = .shared) async throws {
    self.scratch = scratch
    directory = scratch.folder + "/neighbour"
    self.tool = scratch.folder + "/bin/db-tool"
    let files = FileManager.default
    for path in [scratch.folder + "/bin", directory] { try? files.removeItem(atPath: path) }
    try files.createDirectory(atPath: scratch.folder + "/bin", withIntermediateDirectories: true)
    // Where it lies in no build folder, it has SwiftPM build where the package is.
    try files.copyItem(atPath: tool, toPath: self.tool)
    try files.copyItem(atPath: Scratch.checkout + "/IntegrationTests/Fixtures/Consumer", toPath: directory)
    try """
    // swift-tools-version: 6.2
    import PackageDescription
    let package = Package(
      name: "neighbour", platforms: [.macOS(.v13)], targets: [.testTarget(name: "ConsumerTests")])

    """.write(toFile: directory + "/Package.swift", atomically: true, encoding: .utf8)
    let ended = try await command().run(within: .seconds(300))
    guard ended.isSuccess else { throw Unexpected("\(ended)") }
  }

  /// The copy of the tool, for other uses.
  package var program: String { tool }

  private func command(_ environment: [String: String] = [:]) -> Command {
    Command(
      [tool, "test", "--verbose"], in: directory,
      environment: scratch.environment.merging([Self.variable: "yes"]) { $1 }.merging(environment) { $1 })
  }

  /// Starts a run whose tests work until ``end(_:)``.
  package func start(environment: [String: String]) throws -> Running {
    let files = FileManager.default
    try? files.removeItem(atPath: markers)
    try files.createDirectory(atPath: markers, withIntermediateDirectories: true)
    let orders = "sleep=300\nuntil=\(markers)/end\nmarkers=\(markers)\n"
    try orders.write(toFile: directory + "/Steering.txt", atomically: true, encoding: .utf8)
    return try Running(command(environment))
  }

  private var markers: String { directory + "/markers" }

  /// Waits until its tests work.
  package func isAtWork(_ running: Running) async throws {
    let found = try await eventually(within: .seconds(60)) { () -> Bool? in
      let names = (try? FileManager.default.contentsOfDirectory(atPath: markers)) ?? []
      if names.contains(where: { $0.hasPrefix("dbt_") }) { return true }
      return running.isRunning ? nil : false
    }
    guard found == true else { throw Unexpected("the neighbour's tests do not run:\n\(running.output)") }
  }

  /// Has its tests come to their end.
  package func end(_ running: Running) async throws -> Ended {
    _ = FileManager.default.createFile(atPath: markers + "/end", contents: nil)
    return try await running.ended(within: .seconds(60))
  }

  func owns(database: String) -> Bool { database.contains("dbt_neighbour_") }
  func owns(toolset: String) -> Bool { toolset.contains(tool) }
  func owns(environment: [Substring]) -> Bool { environment.contains { $0 == "\(Self.variable)=yes" } }
}

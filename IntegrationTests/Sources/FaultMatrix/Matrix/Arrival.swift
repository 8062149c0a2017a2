import Foundation
import IntegrationHarness

/// Brings a run to a stage, really and not by luck, and keeps it there.
struct Arrival {
  let stage: Stage
  let place: Place
  let consumer: Consumer
  /// Whether the run is to go on by itself afterwards.
  let goesOn: Bool
  private var markers: String { consumer.directory + "/markers" }
  private var endOfTests: String { markers + "/end" }
  private static let rows = 400_000

  /// Prepares the package.
  ///
  /// - Returns: The arguments of `db-test`.
  func prepare() throws -> [String] {
    try? FileManager.default.removeItem(atPath: markers)
    try FileManager.default.createDirectory(atPath: markers, withIntermediateDirectories: true)
    var orders: [String: String] = [:]
    switch stage {
    case .initdb:
      try? FileManager.default.removeItem(atPath: Scratch.shared.cache)
    case .serverStart, .clone: break
    case .templateBuild:
      try consumer.steer([:])
      // `Pausing` makes not all tables, so only a test that needs none is run with it.
      let folder = goesOn ? ["Pausing", "--filter", "isOfTheCurrentSource"] : ["Slow"]
      return ["--verbose", "--fresh", "--migrations"] + folder
    case .tests, .drop, .serverStop: orders = working
    case .reset: orders = working.merging(["fill": "\(Self.rows)"]) { $1 }
    }
    try consumer.steer(orders)
    return ["--verbose"]
  }

  private var working: [String: String] { ["sleep": "120", "until": endOfTests, "markers": markers] }

  /// Lets the tests come to their end, where they are waiting for that.
  func endTests() { _ = FileManager.default.createFile(atPath: endOfTests, contents: nil) }

  /// What has to be done before the run begins.
  func holdBefore() async throws -> Hold {
    switch stage {
    // To copy a database, and to drop one, the server first has to write all of its memory to its files.
    case .clone: return .stopping(try await checkpointer())
    case .serverStart:
      let start = try SlowStart()
      var hold = Hold { start.end() }
      hold.start = start
      return hold
    default: return .none
    }
  }

  /// Waits until the run is there.
  ///
  /// - Parameter before: What is held already.
  /// - Returns: What keeps it there.
  func reached(by running: Running, holding before: Hold) async throws -> Hold {
    switch stage {
    case .initdb: return try await ClusterBirth.hold(running)
    case .serverStart:
      try await before.start?.isReached(by: running)
      return before
    case .templateBuild:
      return Hold(backend: try await place.backend(running: "pg_sleep", while: running)) {}
    case .clone:
      return Hold(backend: try await place.backend(running: "^CREATE DATABASE", while: running), before.release)
    case .tests:
      try await testsWork(running)
      return Hold(backend: try await maintenanceBackend()) {}
    case .reset:
      let backend = try await place.backend(running: "DELETE FROM ONLY", while: running)
      let hold = Hold.stopping(backend, backend: backend)
      let row = try await place.query("SELECT state FROM pg_stat_activity WHERE pid = \(backend)")
      guard row == ["active"] else {
        hold.release()
        throw Unexpected("the reset was over before it could be held")
      }
      return hold
    case .drop:
      try await testsWork(running)
      let hold = Hold.stopping(try await checkpointer())
      endTests()
      return Hold(backend: try await place.backend(running: "^DROP DATABASE", while: running), hold.release)
    case .serverStop:
      try await testsWork(running)
      let hold = try await SilentClient.hold()
      endTests()
      try await SilentClient.serverStops(running)
      return hold
    }
  }

  private func checkpointer() async throws -> Int32 {
    guard let server = try await place.postmaster,
      let found = ProcessTable.children(of: server.identifier).first(where: {
        $0.arguments.first?.contains("checkpointer") == true
      })
    else { throw Unexpected("the server has no checkpointer") }
    return found.identifier
  }

  private func testsWork(_ running: Running) async throws {
    let found = try await eventually(within: .seconds(60)) { () -> Bool? in
      let names = (try? FileManager.default.contentsOfDirectory(atPath: markers)) ?? []
      if names.contains(where: { $0.hasPrefix("dbt_") }) { return true }
      return running.isRunning ? nil : false
    }
    guard found == true else { throw Unexpected("its tests do not run:\n\(running.output)") }
  }

  /// The backend of the connection that says that the session lives.
  private func maintenanceBackend() async throws -> Int32? {
    let database = try FileManager.default.contentsOfDirectory(atPath: markers).first { $0.hasPrefix("dbt_") } ?? ""
    let session = database.split(separator: "_").last ?? ""
    return try await place.query(
      "SELECT pid FROM pg_stat_activity WHERE application_name = 'db-tool \(session)' AND datname = 'postgres'"
    ).first.flatMap { Int32($0) }
  }
}

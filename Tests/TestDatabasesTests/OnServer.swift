import EmbeddedPostgres
import Foundation
import LibPQ
import OwnTestServer
import ProcessTestTools
import SQLMigrations
import Supervision

@testable import TestDatabases

/// A run on the real server: its watcher is the real program, its databases are real.
struct OnServer {
  let server: DatabaseServer
  let watcher: Watcher
  let run: String

  /// Lets a test act as a run does; what it leaves goes afterwards as it does for every run.
  @discardableResult
  static func perform<Result>(_ body: (OnServer) async throws -> Result) async throws -> Result {
    try await perform(on: .given(TestServer.administrator().url, source: "the tests"), body)
  }

  /// The same where the databases belong to a role that may do less than the one that makes them.
  ///
  /// - Parameter testsRole: The role that the tests run as; nobody connects as it. The owner's if not said otherwise.
  @discardableResult
  static func performWithPlainOwner<Result>(
    testsRole: String? = nil, _ body: (OnServer) async throws -> Result
  ) async throws -> Result {
    let administrator = try await DatabaseServer.given(TestServer.administrator().url, source: "the tests")
    let owner = try TestServer.dsn().replacing(["dbname": nil])
    var server = DatabaseServer(
      origin: .given, administrator: administrator.administrator, owner: owner, version: administrator.version)
    if let testsRole { server.tests = owner.replacing(["user": testsRole]) }
    return try await perform(on: server, body)
  }

  /// Each has a watcher, for which two threads of this process wait, and there are 255 at the most.
  private static let turns = Turns(limit: 32)
  /// Whether this is within a run that has its turn.
  @TaskLocal private static var hasTurn = false

  static func perform<Result>(
    on server: DatabaseServer, _ body: (OnServer) async throws -> Result
  ) async throws -> Result {
    if hasTurn { return try await performNow(on: server, body) }
    await turns.take()
    let outcome: Swift.Result<Result, any Error>
    do {
      outcome = .success(try await $hasTurn.withValue(true) { try await performNow(on: server, body) })
    } catch {
      outcome = .failure(error)
    }
    await turns.giveBack()
    return try outcome.get()
  }

  private static func performNow<Result>(
    on server: DatabaseServer, _ body: (OnServer) async throws -> Result
  ) async throws -> Result {
    let run = SessionIdentifier.random().description
    var estate = Estate(run: run)
    if case .embedded(let embedded) = server.origin { estate.cluster = embedded.directory }
    let watcher = try await Watcher(
      executable: BuiltTool.path, arguments: ["watch"], environment: CleanEnvironment.currentWithLibpq, estate: estate)
    let lock = try estate.directory.make()
    defer { lock.release() }
    let outcome: Swift.Result<Result, any Error>
    do {
      outcome = .success(try await body(OnServer(server: server, watcher: watcher, run: run)))
    } catch {
      outcome = .failure(error)
    }
    let problems = await watcher.settle()
    if !problems.isEmpty { throw Unsettled(problems: problems) }
    return try outcome.get()
  }

  /// What the watcher could not put in order.
  struct Unsettled: Error { let problems: [String] }

  /// Opens a session with one migration, or with these.
  func open(
    _ migrations: KeyValuePairs<String, String> = ["0001_a.sql": "CREATE TABLE a (n int)"],
    seeds: KeyValuePairs<String, String> = [:], package: String = "sessions",
    templates: TemplatePolicy = .own, report: @escaping @Sendable (Session.Event) -> Void = { _ in }
  ) async throws -> Session {
    try await Session.open(
      on: server, package: package, contents: Self.contents(migrations, seeds: seeds), templates: templates,
      watcher: watcher, report: report)
  }

  /// Opens one with nothing in its database.
  func openScratch() async throws -> Session {
    try await Session.openScratch(
      on: server, package: "sessions", contents: Self.contents(["0001_a.sql": ""], seeds: [:]), watcher: watcher
    ) { _ in }
  }

  static func contents(
    _ migrations: KeyValuePairs<String, String>, seeds: KeyValuePairs<String, String>
  ) throws -> Session.Contents {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("session-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    for (name, files) in [("Migrations", migrations), ("Seeds", seeds)] {
      let directory = folder.appendingPathComponent(name)
      try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
      for (file, text) in files { try Data(text.utf8).write(to: directory.appendingPathComponent(file)) }
    }
    let directory = PackageDirectory(folder.path)
    return Session.Contents(
      migrations: .files(try MigrationFolder(in: directory).read()),
      seeds: try Seeds.read(folder: "Seeds", in: directory))
  }

  /// The first value that a query gives in a database.
  func value(_ sql: String, in database: String) async throws -> String? {
    let connection = try await Connection.open(server.dsn(database: database))
    let value = try await connection.query(sql).firstValue
    await connection.close()
    return value
  }

  /// Whether there is a database of this name.
  static func exists(_ database: String) async throws -> Bool {
    try await TestServer.administrate {
      try await $0.query("SELECT 1 FROM pg_database WHERE datname = $1", [database]).firstValue != nil
    }
  }
}

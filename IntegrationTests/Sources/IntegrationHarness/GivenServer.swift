import Foundation

/// A PostgreSQL server that somebody else runs, as the tool sees it: with passwords, on the loopback address.
package struct GivenServer: Sendable {
  /// The superuser's name, and the one who may create databases, and the one who may not.
  package enum Role: String, Sendable, CaseIterable { case boss, creator, guest }

  private let directory: String
  private let port: UInt16

  /// The one server of this process.
  package static let shared = Task { try await GivenServer(in: .shared) }

  private init(in scratch: Scratch) async throws {
    directory = Self.directory(in: scratch)
    // In folders that are kept, one may be left that nobody stopped.
    if scratch.isKept { try await Self.stop(in: scratch) }
    let programs = try await PostgresPrograms.directory()
    try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
    chmod(directory, 0o777)
    try Self.password(.boss).write(toFile: directory + "/password", atomically: true, encoding: .utf8)
    chmod(directory + "/password", 0o644)
    _ = try await PostgresPrograms.output(
      [
        programs + "/initdb", "-D", directory + "/data", "-U", Role.boss.rawValue, "-A", "scram-sha-256",
        "--pwfile", directory + "/password", "--no-sync",
      ], asServer: true)
    port = try await Self.startSomewhere(directory, programs)
    _ = try await query("CREATE ROLE creator LOGIN CREATEDB PASSWORD '\(Self.password(.creator))'")
    _ = try await query("CREATE ROLE guest LOGIN PASSWORD '\(Self.password(.guest))'")
  }

  /// The password of a role: another one in each process, as one looks for it in the arguments of all.
  package static func password(_ role: Role) -> String {
    "secret-of-\(role.rawValue)-\(Scratch.shared.identifier)"
  }

  /// A connection string to it.
  package func dsn(_ role: Role, password: String? = nil, database: String = "postgres") -> String {
    "postgres://\(role.rawValue):\(password ?? Self.password(role))@127.0.0.1:\(port)/\(database)"
  }

  /// Runs a statement as the superuser.
  package func query(_ statement: String, in database: String = "postgres") async throws -> [String] {
    let text = try await PostgresPrograms.output([
      "psql", "--no-psqlrc", "-qAt", "-v", "ON_ERROR_STOP=1", "-d", dsn(.boss, database: database), "-c",
      statement,
    ])
    return text.split(separator: "\n").map(String.init)
  }

  /// The databases of sessions.
  package func sessionDatabases() async throws -> [String] {
    try await query("SELECT datname FROM pg_database WHERE datname ~ '^dbt_' AND datname !~ '^dbt_tpl_[0-9a-f]{32}$'")
  }

  /// Its server process; `nil` where it does not run.
  package var server: ProcessEntry? { ProcessTable.postmaster(data: directory + "/data") }

  /// Has it run again after somebody ended it, or where it is about to end.
  package func restart() async throws {
    let isDown = try await eventually(within: .seconds(15)) { () -> Bool? in
      if server == nil { return true }
      return (try? await query("SELECT")) == nil ? nil : false
    }
    guard let isDown else { throw Unexpected("the given server neither runs nor ends") }
    if isDown { try await Self.start(directory, PostgresPrograms.directory(), port) }
  }

  /// Starts it at a port that nobody listens at.
  private static func startSomewhere(_ directory: String, _ programs: String) async throws -> UInt16 {
    var attempts = 0
    while true {
      attempts += 1
      let port = UInt16.random(in: 20_000..<32_000)
      do {
        try await start(directory, programs, port)
        return port
      } catch {
        if attempts == 5 { throw error }
      }
    }
  }

  private static func start(_ directory: String, _ programs: String, _ port: UInt16) async throws {
    let options =
      "-c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c fsync=off -c max_connections=300 -p \(port)"
    _ = try await PostgresPrograms.output(
      [programs + "/pg_ctl", "-D", directory + "/data", "-w", "-l", directory + "/log", "-o", options, "start"],
      asServer: true)
  }

  /// Drops the databases of sessions, if the server of a scratch folder was started.
  static func clear(_ scratch: Scratch) async throws {
    guard FileManager.default.fileExists(atPath: directory(in: scratch)) else { return }
    let server = try await shared.value
    for database in try await server.sessionDatabases() {
      _ = try await server.query("DROP DATABASE \"\(database)\" WITH (FORCE)")
    }
  }

  /// Stops the server of a scratch folder, if one was started, and removes all of it.
  package static func stop(in scratch: Scratch = .shared) async throws {
    let directory = directory(in: scratch)
    guard FileManager.default.fileExists(atPath: directory) else { return }
    let programs = try await PostgresPrograms.directory()
    if ProcessTable.postmaster(data: directory + "/data") != nil {
      _ = try await PostgresPrograms.output(
        [programs + "/pg_ctl", "-D", directory + "/data", "-m", "immediate", "-w", "stop"], asServer: true)
    }
    try FileManager.default.removeItem(atPath: directory)
  }

  private static func directory(in scratch: Scratch) -> String { scratch.cache + "-given" }
}

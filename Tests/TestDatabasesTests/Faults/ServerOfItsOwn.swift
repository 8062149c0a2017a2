import EmbeddedPostgres
import LibPQ
import ProcessTestTools
import Supervision
import Testing

@testable import TestDatabases

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// The tests that start servers of their own: one after the other.
@Suite("Faults of a server", .serialized, .timeLimit(.minutes(5)))
enum ServerFaults {}

/// A PostgreSQL server that somebody else runs, for one test, with the settings that it needs.
struct ServerOfItsOwn: Sendable {
  /// The superuser, who is no role of the tool's.
  let administrator: DSN
  private let folder: TemporaryFolder
  private let programs: String
  private let settings: [String]

  /// Lets a test use one, and stops it whatever the test did.
  static func with<Result>(
    _ settings: [String: String] = [:], _ body: (ServerOfItsOwn) async throws -> Result
  ) async throws -> Result {
    let server = try await ServerOfItsOwn(settings.map { "-c \($0.key)=\($0.value)" })
    try await server.start()
    let outcome: Swift.Result<Result, any Error>
    do { outcome = .success(try await body(server)) } catch { outcome = .failure(error) }
    try await server.stop()
    return try outcome.get()
  }

  private init(_ settings: [String]) async throws {
    // The account that the server runs as can't enter every user's temporary folder.
    folder = try TemporaryFolder("fault", in: "/var/tmp")
    programs = try await ServerBinaries.find(
      in: nil, environment: ["PATH": "/usr/bin:/bin:/usr/local/bin:/opt/homebrew/bin"]
    ).directory
    if let account = try ServerAccount.choose() { chown(folder.path, account.user, account.group) }
    chmod(folder.path, 0o700)
    let password = "given-\(UInt64.random(in: .min ... .max))"
    administrator = DSN([
      "host": "127.0.0.1", "port": String(Int.random(in: 20_000..<32_000)), "user": "boss", "password": password,
      "dbname": "postgres",
    ])
    let port = administrator["port"] ?? ""
    self.settings =
      settings + ["-c listen_addresses=127.0.0.1", "-c unix_socket_directories=", "-c fsync=off", "-c port=\(port)"]
    try await run(
      """
      umask 077; printf %s "$4" > "$2/password"
      "$1/initdb" -D "$2/data" -U boss -A scram-sha-256 --pwfile "$2/password" --no-sync
      """, password)
  }

  private struct Unusable: Error { let description: String }

  /// Starts it.
  func start() async throws { try await run(#""$1/pg_ctl" -D "$2/data" -w -l "$2/log" -o "$3" start"#) }

  /// Stops it, and ends all its clients.
  func stop() async throws { try await run(#""$1/pg_ctl" -D "$2/data" -w -m fast stop"#) }

  private func run(_ script: String, _ password: String = "") async throws {
    var command = Shell.command(
      "set -e; \(script)", [programs, folder.path, settings.joined(separator: " "), password])
    command.account = try ServerAccount.choose()
    command.workingDirectory = "/"
    // The server keeps whatever it inherits open for as long as it runs.
    command.arguments[1] = "{ \(command.arguments[1]); } > /dev/null 2> \"$2/errors\""
    let result = try await Shell.run(command)
    guard result.ending.isSuccess else {
      throw Unusable(description: String(decoding: PrivateFile.read(folder.path("errors")) ?? [], as: UTF8.self))
    }
  }

  /// The server as the tool sees it, in a role that may create databases.
  func given(as role: String) async throws -> DatabaseServer {
    try await DatabaseServer.given(
      administrator.replacing(["user": role, "password": Self.password]).url, source: "--dsn")
  }

  /// Makes such a role.
  func create(_ role: String) async throws {
    try await query("CREATE ROLE \(role) LOGIN CREATEDB PASSWORD '\(Self.password)'")
  }

  private static let password = "of-a-role"

  /// Runs a statement as the superuser.
  @discardableResult
  func query(_ statement: String, in database: String = "postgres") async throws -> String? {
    let connection = try await Connection.open(administrator.replacing(["dbname": database]))
    let outcome: Result<String?, any Error>
    do { outcome = .success(try await connection.query(statement).firstValue) } catch { outcome = .failure(error) }
    await connection.close()
    return try outcome.get()
  }
}

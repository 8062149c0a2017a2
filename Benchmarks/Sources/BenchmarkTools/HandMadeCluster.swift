public import Foundation

/// A cluster made, started and filled by hand, by who knows what matters: no durability, no detour, one connection.
public final class HandMadeCluster {
  private let folder: URL
  private let binaries: String
  private var server: Process?
  private var data: String { folder.path + "/data" }

  /// - Parameter folder: For all its files.
  public init(_ folder: URL) throws {
    self.folder = folder
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    binaries = try Self.output("pg_config", ["--bindir"]).trimmingCharacters(in: .whitespacesAndNewlines)
    if getuid() == 0 { _ = try Self.output("chown", [Self.account, folder.path]) }
  }

  /// Removes all its files.
  public func remove() { try? FileManager.default.removeItem(at: folder) }

  /// Makes the cluster.
  public func initialise() throws {
    let process = program(
      "initdb", ["--no-sync", "--username=hand", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "-D", data])
    _ = try process.runToEnd()
    guard process.terminationStatus == 0 else { throw ToolSession.Failure(description: "initdb failed") }
  }

  /// Starts the server and waits until it lets us in.
  public func start() throws {
    let settings = [
      "fsync=off", "synchronous_commit=off", "full_page_writes=off", "wal_level=minimal", "max_wal_senders=0",
      "autovacuum=off", "shared_buffers=128MB", "listen_addresses=", "unix_socket_directories=\(folder.path)",
    ]
    let server = program("postgres", ["-D", data] + settings.flatMap { ["-c", $0] })
    try server.run()
    self.server = server
    let deadline = ContinuousClock.now + .seconds(30)
    while true {
      do {
        _ = try connect("postgres")
        return
      } catch {
        guard ContinuousClock.now < deadline else { throw error }
        usleep(2000)
      }
    }
  }

  /// Makes the migrated database one that is cloned well.
  public func prepareTemplate() throws { try run("VACUUM (FREEZE, ANALYZE)", in: "template") }

  /// Makes a database of that, and connects to it.
  public func clone(_ name: String) throws {
    try run("CREATE DATABASE \(name) TEMPLATE template STRATEGY file_copy", in: "postgres")
    _ = try connect(name)
  }

  /// Runs statements on a connection of their own.
  public func run(_ sql: String, in database: String) throws { _ = try connect(database).run(sql) }

  /// Stops the server.
  public func stop() throws {
    server?.terminate()
    server?.waitUntilExit()
    server = nil
  }

  /// Connects.
  public func connect(_ database: String) throws -> PostgresConnection { try PostgresConnection(dsn(database)) }

  /// Where that is.
  public func dsn(_ database: String) -> String { "host='\(folder.path)' user=hand dbname=\(database)" }

  /// PostgreSQL's programs don't run as root.
  private static let account = "postgres"

  private func program(_ name: String, _ arguments: [String]) -> Process {
    let process = Process()
    let words = ["\(binaries)/\(name)"] + arguments
    let change = ["setpriv", "--reuid=\(Self.account)", "--regid=\(Self.account)", "--clear-groups", "--"]
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = (getuid() == 0 ? change : []) + words
    process.currentDirectoryURL = folder
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    return process
  }

  private static func output(_ program: String, _ arguments: [String]) throws -> String {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = [program] + arguments
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    return text
  }
}

import BenchmarkTools
import Foundation

/// A folder of the benchmark's own, with migrations in it.
struct Workplace {
  let folder: URL

  init() throws {
    folder = FileManager.default.temporaryDirectory.appending(path: "opening-cost-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    // So that the account of a server that root starts can enter.
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: folder.path)
  }

  func remove() { try? FileManager.default.removeItem(at: folder) }

  /// A folder of migrations: the first five make tables, ten each, and the others add a row each, so that the databases are
  /// of one size and their clones cost the same.
  ///
  /// - Parameters:
  ///   - kind: What tells them from others.
  ///   - count: How many there are.
  func migrations(_ kind: String, count: Int) throws -> URL {
    let directory = folder.appending(path: kind)
    try? FileManager.default.removeItem(at: directory)
    try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
    for number in 1...count {
      let file = directory.appending(path: String(format: "%04d_step.sql", number))
      try Data(Self.migration(number).utf8).write(to: file)
    }
    return directory
  }

  /// The SQL of a migration.
  static func migration(_ number: Int) -> String {
    guard number <= 5 else { return "INSERT INTO t_1_1 (name) VALUES ('\(number)');\n" }
    return (1...10).map { table in
      """
      CREATE TABLE t_\(number)_\(table) (id bigserial PRIMARY KEY, name text NOT NULL, made timestamptz DEFAULT now());
      CREATE INDEX ON t_\(number)_\(table) (name);

      """
    }.joined()
  }

  /// Opens a session and says how long that took, from the start of the program to the database being there.
  func opening(
    _ migrations: URL, cache: URL, whileOpen: (ToolSession) throws -> Void = { _ in }
  ) throws -> Double {
    let (time, session) = try timed {
      try ToolSession(
        migrations: migrations, directory: folder.appending(path: "package"),
        environment: ["DB_TEST_CACHE": cache.path, "XDG_CACHE_HOME": ""])
    }
    defer { session.end() }
    try whileOpen(session)
    return time
  }
}

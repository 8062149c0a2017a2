import BenchmarkTools
import Foundation

/// The same migrations by the tool and by psql, each on a database of its own.
struct Race {
  let cluster: HandMadeCluster
  let folder: URL
  let migrations: MigrationCase.Written

  /// What the tool takes, in milliseconds.
  func tool() throws -> Double {
    let program = ToolSession.program.deletingLastPathComponent().appending(path: "db-tool").path
    return try onNewDatabase { dsn in
      try run([program, "migrate", "up", "--yes", "--quiet", "--dsn", dsn, "--migrations", migrations.folder.path])
    }
  }

  /// What psql takes, in milliseconds.
  func psql() throws -> Double {
    try onNewDatabase { dsn in
      let files = migrations.files.flatMap { ["-f", $0.path] }
      return try run(["psql", "--no-psqlrc", "-q", "-1", "-v", "ON_ERROR_STOP=1", "-d", dsn] + files)
    }
  }

  private func onNewDatabase(_ body: (String) throws -> Double) throws -> Double {
    try cluster.run("DROP DATABASE IF EXISTS race", in: "postgres")
    try cluster.run("CREATE DATABASE race", in: "postgres")
    return try body(cluster.dsn("race"))
  }

  private func run(_ words: [String]) throws -> Double {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = words
    process.currentDirectoryURL = migrations.folder.deletingLastPathComponent()
    let (time, _) = try process.runToEnd()
    guard process.terminationStatus == 0 else {
      throw ToolSession.Failure(description: "'\(words[0])' failed on \(migrations.name)")
    }
    return time
  }
}

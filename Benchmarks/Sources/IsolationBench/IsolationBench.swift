import BenchmarkTools
import DBTesting
import Foundation

/// Measures the isolation of one test after the other on a given server, in a way that other tools can be measured, too.
///
///     POSTGRES_DSN_ORIGINAL=… BENCH_MIGRATIONS=… BENCH_TESTS=200 BENCH_STATE_DIR=… BENCH_PHASE=warm isolation-bench [--warm]
///
/// - `POSTGRES_DSN_ORIGINAL`: a superuser's DSN of an empty database, which is left alone.
/// - `BENCH_MIGRATIONS`: a folder of `NNNN_table.sql` which make, among others, the tables `product` and `review`.
/// - `BENCH_TESTS`: how many tests there are.
/// - `BENCH_STATE_DIR`: a folder of ours, kept between a cold phase and the warm ones.
/// - `BENCH_PHASE`: `cold` for the first run on a server, else `warm`; nothing depends on it here.
///
/// Each test takes a database, works in it, and gives it back: over a new connection of its own, or, with `--warm`, through
/// `TestDatabase.query`. The last line of the output is JSON with all times, in milliseconds.
@main
struct IsolationBench {
  static func main() async throws { try await asTest { try await run() } }

  private static func run() async throws {
    let environment = ProcessInfo.processInfo.environment
    guard let migrations = environment["BENCH_MIGRATIONS"], let state = environment["BENCH_STATE_DIR"],
      let tests = environment["BENCH_TESTS"].flatMap({ Int($0) }), environment["POSTGRES_DSN_ORIGINAL"] != nil
    else {
      print("set POSTGRES_DSN_ORIGINAL, BENCH_MIGRATIONS, BENCH_STATE_DIR and BENCH_TESTS")
      exit(2)
    }
    let isWarm = CommandLine.arguments.contains("--warm")
    var report = Report()
    let (opening, session) = try timed {
      try ToolSession(
        migrations: URL(filePath: migrations), directory: URL(filePath: state).appending(path: "package"))
    }
    let (first, _) = try await timed { try await withTestDatabase { _ in } }
    report.setUp = opening + first
    for _ in 0..<tests { try await report.add(isWarm ? warmTest() : ownConnectionTest()) }
    report.tearDown = timed { session.end() }.milliseconds
    print(String(decoding: try JSONEncoder().encode(report), as: UTF8.self))
    if !report.isIsolated { exit(1) }
  }

  /// A test with a new connection of its own.
  private static func ownConnectionTest() async throws -> Times {
    try await test { database in
      let (connecting, connection) = try timed { try PostgresConnection(database.dsn) }
      let (body, isIsolated) = try timed { () throws -> Bool in
        let insert = "INSERT INTO product (name, price) VALUES ('Tea', 4.5) RETURNING id"
        guard let id = try connection.run(insert).first?.first else { return false }
        try connection.run(
          "INSERT INTO review (product_id, rating, body) VALUES (\(id), 5, 'good'), (\(id), 3, 'fair')")
        let products = try connection.run("SELECT count(*) FROM product")
        let reviews = try connection.run("SELECT id, rating, body FROM review WHERE product_id = \(id) ORDER BY id")
        return products == [["1"]] && reviews.count == 2
      }
      return (connecting, body, isIsolated)
    }
  }

  /// A test that works through the tool's own connection.
  private static func warmTest() async throws -> Times {
    try await test { database in
      let (body, isIsolated) = try await timed { () async throws -> Bool in
        let insert = "INSERT INTO product (name, price) VALUES ('Tea', 4.5) RETURNING id"
        guard let id = try await database.query(insert).first?[0] else { return false }
        try await database.query(
          "INSERT INTO review (product_id, rating, body) VALUES ($1, 5, 'good'), ($1, 3, 'fair')", id)
        let products = try await database.query("SELECT count(*) FROM product").value
        let reviews = try await database.query(
          "SELECT id, rating, body FROM review WHERE product_id = $1 ORDER BY id", id)
        return products == "1" && reviews.count == 2
      }
      return (0, body, isIsolated)
    }
  }

  private static func test(
    _ body: (TestDatabase) async throws -> (connecting: Double, body: Double, isIsolated: Bool)
  ) async throws -> Times {
    let start = ContinuousClock.now
    var taken = start
    var finished = start
    let (connecting, bodyTime, isIsolated) = try await withTestDatabase { database in
      taken = .now
      let result = try await body(database)
      finished = .now
      return result
    }
    let end = ContinuousClock.now
    return Times(
      whole: (end - start).milliseconds, take: (taken - start).milliseconds, connect: connecting, body: bodyTime,
      release: (end - finished).milliseconds, isIsolated: isIsolated)
  }
}
